#include "ui/composition.hpp"

#include <gtk/gtk.h>

#include <initializer_list>

namespace taizhang::ui {

namespace {

// One keyboard, so one composition in the whole program.
GObject*& composing_widget()
{
    static GObject* widget = nullptr;
    return widget;
}

void forget(gpointer, GObject* gone)
{
    if (composing_widget() == gone)
        composing_widget() = nullptr;
}

gboolean preedit_changed(GSignalInvocationHint*, guint, GValue const* values, gpointer)
{
    auto* const widget = static_cast<GObject*>(g_value_get_object(values));
    auto const* const text = g_value_get_string(values + 1);
    bool const empty = !text || *text == '\0';
    auto*& now = composing_widget();
    if (now)
        g_object_weak_unref(now, forget, nullptr);
    now = empty ? nullptr : widget;
    if (now)
        g_object_weak_ref(now, forget, nullptr);
    return TRUE; // stay connected
}

} // namespace

bool is_composing()
{
    auto* const widget = composing_widget();
    return widget && gtk_widget_is_focus(GTK_WIDGET(widget)) && gtk_widget_get_mapped(GTK_WIDGET(widget));
}

void watch_composition()
{
    for (GType const type : {GTK_TYPE_ENTRY, GTK_TYPE_TEXT_VIEW}) {
        g_type_ensure(type);
        auto* const loaded = g_type_class_ref(type); // signals exist only once the class does
        g_signal_add_emission_hook(g_signal_lookup("preedit-changed", type), 0, preedit_changed, nullptr, nullptr);
        g_type_class_unref(loaded);
    }
}

} // namespace taizhang::ui
