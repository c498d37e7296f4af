#pragma once

#include "present/detail_model.hpp"

#include <wx/scrolwin.h>

#include <functional>
#include <string>

class wxBoxSizer;
class wxSizer;
class wxButton;

namespace taizhang::ui {

class PhotoStrip;

/// The pane at the right: what is selected, what can be done with it, and its history.
class DetailPane : public wxScrolledWindow {
public:
    struct Wishes {
        std::function<void()> log_repair;
        std::function<void(std::string const& uid)> edit_asset;
        std::function<void(std::string const& uid)> close_order, correct_order;
        std::function<void(std::string const& uid)> open_order;
        std::function<void()> show_on_map; ///< what is selected
        std::function<void(bool shown)> show_or_hide; ///< the pane, in its window
        std::function<void(std::string const& uid)> show_details;
        std::function<void(domain::OrderEvent, std::string const& uid)> take_step;
        std::function<void(std::string const& uid)> print_order;
        std::function<void(std::string const& uid, domain::RequestEvent event)> step_request;
        std::function<void(std::string const& uid)> make_order_of, print_receipt;
    };
    DetailPane(wxWindow* parent, present::Workbench& bench, Wishes wishes);
    static constexpr int width = 340, least_width = 280;

private:
    void rebuild();
    void fit_width();
    /// Room for texts: without padding and scroll bar.
    [[nodiscard]] int inner() const { return laid_out_for_ - 48; }
    void add_head(wxBoxSizer* column, present::Detail const& detail);
    void add_actions(wxBoxSizer* column, present::Detail const& detail);
    void add_sketch(wxBoxSizer* column, present::Detail const& detail);
    void add_request_actions(wxSizer* row, present::Detail const& detail);
    wxButton* add_action(wxSizer* row, char const* id, std::string const& label, char const* picture, std::function<void()> act);
    void clear();
    void add_facts(wxBoxSizer* column, present::Detail const& detail);
    void add_events(wxBoxSizer* column, present::Detail const& detail);

    void add_more_steps(wxBoxSizer* column, present::Detail const& detail);

    present::Workbench& bench_;
    Wishes wishes_;
    bool more_shown_ = false;
    std::string shown_; ///< uid
    present::DetailModel model_;
    int laid_out_for_ = width; ///< texts are wrapped for a pane of this width
    PhotoStrip* photos_ = nullptr; ///< stays while the rest is built anew
    Subscription on_changed_;
};

} // namespace taizhang::ui
