#pragma once

#include "base/translator.hpp"
#include "present/tour.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

class wxWindow;
typedef struct _GtkWidget GtkWidget;

namespace taizhang::ui {

/// Leads around the main window in bubbles that point at its parts. Enter goes on, Esc or a click elsewhere leaves it.
class Tour {
public:
    /// @param done called once, at the end or when it was left early
    Tour(wxWindow& window, Translator const& say, std::function<void()> done);
    ~Tour();
    Tour(Tour const&) = delete;
    Tour& operator=(Tour const&) = delete;

    /// The widget pointed at; "" = the tour is over.
    [[nodiscard]] std::string pointing_at() const;

private:
    void build();
    void go_to(std::size_t step);
    void finish();

    wxWindow& window_;
    Translator say_;
    std::function<void()> done_;
    std::vector<present::TourStep> steps_ = present::tour_steps();
    std::size_t at_ = 0;
    GtkWidget *bubble_ = nullptr, *title_ = nullptr, *words_ = nullptr, *count_ = nullptr, *back_ = nullptr, *next_ = nullptr;
};

} // namespace taizhang::ui
