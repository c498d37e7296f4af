#pragma once

namespace taizhang::ui {

/// Is an input method putting characters together somewhere right now? Enter, Esc and arrow keys then belong to it alone:
/// wx hears of a key before the input method does.
[[nodiscard]] bool is_composing();
/// Begins to listen; once, before the first window.
void watch_composition();

} // namespace taizhang::ui
