#include "ui/tour.hpp"

#include "ui/words.hpp"

#include <wx/window.h>

#include <gtk/gtk.h>

#include <utility>

namespace taizhang::ui {

namespace {

constexpr int characters_a_line = 44;

void add_class(GtkWidget* widget, char const* css_class) { gtk_style_context_add_class(gtk_widget_get_style_context(widget), css_class); }

GtkWidget* label(char const* css_class)
{
    auto* const made = gtk_label_new(nullptr);
    gtk_label_set_xalign(GTK_LABEL(made), 0);
    gtk_label_set_line_wrap(GTK_LABEL(made), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(made), characters_a_line);
    add_class(made, css_class);
    return made;
}

GtkWidget* button(std::string const& words, char const* css_class)
{
    auto* const made = gtk_button_new_with_label(words.c_str());
    if (css_class)
        add_class(made, css_class);
    return made;
}

} // namespace

Tour::Tour(wxWindow& window, Translator const& say, std::function<void()> done) : window_{window}, say_{say}, done_{std::move(done)}
{
    build();
    go_to(0);
}

Tour::~Tour()
{
    if (!bubble_)
        return;
    g_signal_handlers_disconnect_by_data(bubble_, this);
    g_object_remove_weak_pointer(G_OBJECT(bubble_), reinterpret_cast<gpointer*>(&bubble_));
    gtk_widget_destroy(bubble_);
}

void Tour::build()
{
    bubble_ = gtk_popover_new(nullptr);
    g_object_add_weak_pointer(G_OBJECT(bubble_), reinterpret_cast<gpointer*>(&bubble_)); // goes with the window, too
    title_ = label("tz-strong");
    words_ = label("tz-text");
    count_ = label("tz-second");
    auto* const leave = button(say_.say("Skip the tour"), "tz-quiet");
    back_ = button(say_.say("Back"), nullptr);
    next_ = button({}, "tz-primary");
    auto* const buttons = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_box_pack_start(GTK_BOX(buttons), count_, FALSE, FALSE, 0);
    gtk_box_pack_end(GTK_BOX(buttons), next_, FALSE, FALSE, 0);
    gtk_box_pack_end(GTK_BOX(buttons), back_, FALSE, FALSE, 0);
    gtk_box_pack_end(GTK_BOX(buttons), leave, FALSE, FALSE, 0);
    auto* const column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    gtk_container_set_border_width(GTK_CONTAINER(column), 16);
    gtk_box_pack_start(GTK_BOX(column), title_, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(column), words_, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(column), buttons, FALSE, FALSE, 4);
    gtk_container_add(GTK_CONTAINER(bubble_), column);
    gtk_widget_show_all(column);
    g_signal_connect(leave, "clicked", G_CALLBACK(+[](GtkButton*, gpointer self) { static_cast<Tour*>(self)->finish(); }), this);
    g_signal_connect(back_, "clicked", G_CALLBACK(+[](GtkButton*, gpointer self) {
                         auto* const tour = static_cast<Tour*>(self);
                         tour->go_to(tour->at_ - 1);
                     }),
                     this);
    g_signal_connect(next_, "clicked", G_CALLBACK(+[](GtkButton*, gpointer self) {
                         auto* const tour = static_cast<Tour*>(self);
                         tour->go_to(tour->at_ + 1);
                     }),
                     this);
    g_signal_connect(bubble_, "closed", G_CALLBACK(+[](GtkPopover*, gpointer self) { static_cast<Tour*>(self)->finish(); }), this);
}

void Tour::go_to(std::size_t step)
{
    while (step < steps_.size() && !wxWindow::FindWindowByName(wx(steps_[step].widget), &window_))
        ++step;
    if (step >= steps_.size()) {
        finish();
        return;
    }
    at_ = step;
    auto const& now = steps_[step];
    auto* const target = wxWindow::FindWindowByName(wx(now.widget), &window_)->GetHandle();
    gtk_popover_set_relative_to(GTK_POPOVER(bubble_), target);
    gtk_popover_set_position(GTK_POPOVER(bubble_), now.widget.starts_with("nav.") ? GTK_POS_RIGHT : GTK_POS_BOTTOM);
    gtk_label_set_text(GTK_LABEL(title_), say_(now.title).c_str());
    gtk_label_set_text(GTK_LABEL(words_), say_(now.words).c_str());
    gtk_label_set_text(GTK_LABEL(count_), (std::to_string(step + 1) + " / " + std::to_string(steps_.size())).c_str());
    gtk_widget_set_visible(back_, step > 0);
    gtk_button_set_label(GTK_BUTTON(next_), (step + 1 == steps_.size() ? say_.say("Begin") : say_.say("Next")).c_str());
    gtk_popover_popup(GTK_POPOVER(bubble_));
    gtk_widget_grab_focus(next_);
}

void Tour::finish()
{
    at_ = steps_.size();
    if (bubble_ && gtk_widget_get_visible(bubble_))
        gtk_popover_popdown(GTK_POPOVER(bubble_));
    if (auto const done = std::exchange(done_, {}))
        done();
}

std::string Tour::pointing_at() const { return bubble_ && at_ < steps_.size() ? steps_[at_].widget : std::string{}; }

} // namespace taizhang::ui
