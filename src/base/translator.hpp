#pragma once

#include "base/text.hpp"

#include <memory>
#include <string>

namespace taizhang {

/// Renders Text in one language. Several may live at once; no process-wide state. Cheap to copy.
/// A msgid without translation is shown in English.
class Translator {
public:
    explicit Translator(Language language);
    [[nodiscard]] Language language() const noexcept { return language_; }
    [[nodiscard]] std::string operator()(Text const& text) const;
    /// tr() and rendering in one step, for the edges.
    template <class... Args>
    [[nodiscard]] std::string say(char const* msgid, Args&&... args) const
    {
        return (*this)(tr(msgid, std::forward<Args>(args)...));
    }

private:
    struct Messages;
    Language language_;
    std::shared_ptr<Messages const> messages_;
};

} // namespace taizhang
