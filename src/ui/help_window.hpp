#pragma once

#include "base/translator.hpp"
#include "present/manual.hpp"

#include <wx/eventfilter.h>
#include <wx/frame.h>

#include <functional>
#include <string>
#include <vector>

class wxButton;
class wxListBox;
class wxTextCtrl;

namespace taizhang::ui {

class ManualView;

/// The manual: its pages at the left, the text at the right, search and the way back above. One window, which stays open
/// beside the work and can be read while a dialog waits.
class HelpWindow : public wxFrame {
public:
    HelpWindow(wxWindow* parent, Translator const& say);

    /// @param topic "page" or "page#section"; an unknown page shows the first
    void open(std::string const& topic);
    /// "page" of what is shown.
    [[nodiscard]] std::string const& page() const noexcept { return page_; }

private:
    void build();
    void show(std::string const& topic);
    void back();
    void list();
    void key(wxKeyEvent& event);

    Translator say_;
    present::Manual manual_;
    wxTextCtrl* search_ = nullptr;
    wxButton* back_ = nullptr;
    wxListBox* pages_ = nullptr;
    ManualView* text_ = nullptr;
    std::string words_; ///< searched for
    std::string page_;
    std::vector<std::string> listed_;  ///< keys in pages_
    std::vector<std::string> history_; ///< topics; the last one is shown
};

/// Asks the main window that `from` belongs to for the manual; what fits the window when no topic is given.
void ask_help(wxWindow& from, std::string const& topic = {});

/// Takes F1 wherever it is pressed, in dialogs too, and asks for what fits the widget that has the focus.
class HelpKey : public wxEventFilter {
public:
    HelpKey();
    ~HelpKey() override;
    HelpKey(HelpKey const&) = delete;
    HelpKey& operator=(HelpKey const&) = delete;
    int FilterEvent(wxEvent& event) override;
};

} // namespace taizhang::ui
