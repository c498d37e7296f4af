#include "ui/theme.hpp"

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "ui/composition.hpp"
#include "ui/words.hpp"

#include <wx/window.h>

#include <gtk/gtk.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace taizhang::ui {

namespace {

Theme const light{.dark = false,
                  .page = "#F4F6F8",
                  .surface = "#FFFFFF",
                  .sunken = "#EDF0F3",
                  .head = "#FAFBFC",
                  .nav = "#E9EDF2",
                  .nav_selected = "#FFFFFF",
                  .text = "#1B2530",
                  .second = "#55616E",
                  .faint = "#7A8591",
                  .line = "#DDE3E9",
                  .line_strong = "#C3CCD5",
                  .field_border = "#8793A0",
                  .primary = "#1A66B8",
                  .primary_hover = "#155799",
                  .on_primary = "#FFFFFF",
                  .primary_tint = "#E6F0FA",
                  .selection = "#D6E6F7",
                  .danger = "#B42318",
                  .danger_tint = "#FCEBEA",
                  .soon = "#8A5200",
                  .done = "#1B6E3F",
                  .verify = "#5B3FA8"};

Theme const night{.dark = true,
                  .page = "#15191E",
                  .surface = "#1D2329",
                  .sunken = "#262D35",
                  .head = "#20262D",
                  .nav = "#1A1F25",
                  .nav_selected = "#2A333D",
                  .text = "#E6EBF0",
                  .second = "#A7B2BD",
                  .faint = "#818D99",
                  .line = "#323B45",
                  .line_strong = "#46515D",
                  .field_border = "#6B7783",
                  .primary = "#6DB0F2",
                  .primary_hover = "#8CC1F5",
                  .on_primary = "#0B1B2B",
                  .primary_tint = "#1C3550",
                  .selection = "#24405E",
                  .danger = "#FF8A80",
                  .danger_tint = "#45211F",
                  .soon = "#F2BE5C",
                  .done = "#6FCF97",
                  .verify = "#B9A2F5"};

// What the whole program wears now; GTK's style provider is one per screen, so this is too.
struct Worn {
    Theme const* theme = &light;
    double body = 10.5;
    GtkCssProvider* provider = nullptr;
};
Worn& worn()
{
    static Worn state;
    return state;
}

// Sizes in CSS are px of the look; @name is a token.
constexpr std::string_view style_sheet = R"css(
window, .background { background-color:@page; color:@text; }
menubar { background-color:@nav; color:@text; border-bottom:1px solid @line; box-shadow:none; }
menubar > menuitem { padding:5px 10px; color:@second; }
menubar > menuitem:hover { box-shadow:none; background:@selection; color:@text; }
menu { background-color:@surface; border:1px solid @line_strong; padding:4px; box-shadow:none; }
menu menuitem { padding:6px 12px; border-radius:4px; color:@text; }
menu menuitem:hover { background-color:@selection; color:@text; }
menu menuitem:disabled { color:@faint; }
menu menuitem accelerator { color:@second; }
menu separator { background-color:@line; margin:4px 8px; }
button { min-height:22px; padding:4px 12px; border-radius:6px; border:1px solid @line_strong; background-image:none; background-color:@surface; color:@text; box-shadow:none; text-shadow:none; -gtk-icon-shadow:none; }
button:hover { background-color:@sunken; }
button:active { background-color:@line; }
button:focus { outline:2px solid alpha(@primary,.55); outline-offset:-3px; }
button:disabled { color:@faint; background-color:@page; border-color:@line; }
button image { margin-right:6px; }
button.tz-primary { background-color:@primary; border-color:@primary; color:@on_primary; font-weight:bold; padding:4px 16px; }
button.tz-primary:hover { background-color:@primary_hover; }
button.tz-primary:disabled { background-color:@line; border-color:@line; color:@faint; }
button.tz-quiet, button.tz-icon { background-color:transparent; border-color:transparent; color:@second; }
button.tz-quiet:hover, button.tz-icon:hover { background-color:@sunken; }
button.tz-icon { padding:4px 7px; min-width:18px; } button.tz-icon image { margin-right:0; }
button.tz-link { padding:0 8px; min-height:18px; color:@primary; background:transparent; border-color:transparent; }
.tz-card { background-color:@surface; border:1px solid @line; border-radius:8px; } button.tz-card { padding:12px 16px; } button.tz-card:hover { border-color:@primary; background-color:@surface; }
button.tz-row { padding:2px 8px; border-color:transparent; background:transparent; } button.tz-row:hover { background-color:@sunken; }
button.tz-nav { background-color:transparent; border-color:transparent; border-radius:8px; padding:6px 12px; color:@second; min-height:26px; }
button.tz-nav.tz-narrow { padding:4px 2px; font-size:@caption; } button.tz-narrow image { margin-right:0; }
button.tz-nav:hover { background-color:alpha(@text,.06); }
button.tz-nav:checked { background-color:@nav_selected; color:@primary; font-weight:bold; border-color:@line; }
button.tz-nav:disabled { color:@faint; }
button.tz-tab { background-color:transparent; border:0; border-radius:0; border-bottom:3px solid transparent; color:@second; padding:6px 10px 4px 10px; }
button.tz-tab:hover { background-color:alpha(@text,.05); }
button.tz-tab:checked { color:@primary; border-bottom-color:@primary; font-weight:bold; }
entry, spinbutton, combobox button.combo { min-height:24px; border-radius:6px; border:1px solid @field_border; background-image:none; background-color:@surface; color:@text; box-shadow:none; }
entry:focus, spinbutton:focus-within { border-color:@primary; box-shadow:inset 0 0 0 1px @primary; }
entry:disabled, combobox button.combo:disabled { color:@second; background-color:@page; border-color:@line_strong; }
entry.tz-error, combobox.tz-error button.combo { border-color:@danger; }
combobox entry.combo { border-radius:6px 0 0 6px; } combobox entry.combo + button.combo { border-radius:0 6px 6px 0; border-left-width:0; padding:4px 8px; }
popover, popover.background { background-color:@surface; border:1px solid @line_strong; border-radius:8px; color:@text; box-shadow:0 4px 16px alpha(black,.25); padding:0; }
textview, textview text { background-color:@surface; color:@text; }
treeview.view { background-color:@surface; color:@text; -GtkTreeView-vertical-separator:10; -GtkTreeView-horizontal-separator:16; border-color:@line; }
treeview.view.tz-compact { -GtkTreeView-vertical-separator:4; }
treeview.view:hover { background-color:@head; }
treeview.view:selected, treeview.view:selected:focus { background-color:@selection; color:@text; }
treeview.view header button { background-image:none; background-color:@head; color:@second; font-size:@caption; font-weight:normal; border:0; border-bottom:1px solid @line_strong; border-radius:0; padding:5px 8px; box-shadow:none; }
treeview.view header button:hover { background-color:@sunken; color:@text; }
paned > separator { min-width:5px; background-color:@line; background-image:none; border:0; } paned > separator:hover { background-color:@line_strong; }
scrollbar { background-color:transparent; border:0; }
scrollbar slider { min-width:6px; min-height:6px; border-radius:6px; background-color:@line_strong; border:3px solid transparent; }
scrollbar slider:hover { background-color:@faint; }
check, radio { border-color:@field_border; background-image:none; background-color:@surface; box-shadow:none; }
check:checked, radio:checked { background-color:@primary; border-color:@primary; color:@on_primary; }
progressbar trough { min-height:6px; border-radius:3px; border:0; background-color:@line; }
progressbar progress { min-height:6px; border-radius:3px; border:0; background-image:none; background-color:@primary; }
.tz-bg-page { background-color:@page; } .tz-bg-nav { background-color:@nav; } .tz-bg-surface { background-color:@surface; } .tz-bg-line { background-color:@line; }
.tz-bg-tint { background-color:@primary_tint; } .tz-bg-danger { background-color:@danger_tint; }
.tz-strong { color:@text; font-weight:bold; } .tz-text { color:@text; } .tz-second { color:@second; } .tz-danger { color:@danger; } .tz-soon { color:@soon; } .tz-active { color:@primary; }
)css";

std::string html(wxColour const& colour) { return utf8(colour.GetAsString(wxC2S_HTML_SYNTAX)); }

std::string filled_in(Theme const& t, double body)
{
    std::vector<std::pair<std::string_view, std::string>> const tokens{
        {"@primary_hover", html(t.primary_hover)}, {"@primary_tint", html(t.primary_tint)},
        {"@on_primary", html(t.on_primary)},       {"@primary", html(t.primary)},
        {"@page", html(t.page)},                   {"@surface", html(t.surface)},
        {"@sunken", html(t.sunken)},               {"@head", html(t.head)},
        {"@nav_selected", html(t.nav_selected)},   {"@nav", html(t.nav)},
        {"@selection", html(t.selection)},         {"@second", html(t.second)},
        {"@faint", html(t.faint)},                 {"@line_strong", html(t.line_strong)},
        {"@line", html(t.line)},                   {"@field_border", html(t.field_border)},
        {"@danger_tint", html(t.danger_tint)},     {"@danger", html(t.danger)},
        {"@soon", html(t.soon)},                   {"@text", html(t.text)},
        {"@caption", decimal(body * 9 / 10.5, 2) + "pt"}};
    std::string css{style_sheet};
    for (auto const& [token, value] : tokens)
        css = replaced(css, token, value);
    return css;
}

std::string_view file_named(std::span<EmbeddedFile const> files, std::string const& name)
{
    auto const it = std::ranges::find(files, name, &EmbeddedFile::name);
    return it == files.end() ? std::string_view{} : it->data;
}

// Only what lies between the outer <svg ..> and </svg>, so that it can be put into another frame.
std::string inside(std::string_view svg)
{
    auto const open = svg.find("<svg");
    auto const begin = open == std::string_view::npos ? open : svg.find('>', open);
    auto const end = svg.rfind("</svg>");
    return begin == std::string_view::npos || end == std::string_view::npos ? std::string{}
                                                                             : std::string{svg.substr(begin + 1, end - begin - 1)};
}

std::string framed(std::string const& body, std::string const& attributes, double view_width, double view_height)
{
    return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + decimal(view_width, 3) + ' ' + decimal(view_height, 3) +
           "' " + attributes + '>' + body + "</svg>";
}

std::string stroked(std::string_view svg, std::string const& colour, double view_width, double view_height, bool bold)
{
    return framed("<g fill='none' stroke='" + colour + "' stroke-width='" + (bold ? "2.75" : "2") +
                      "' stroke-linecap='round' stroke-linejoin='round'>" + inside(svg) + "</g>",
                  "", view_width, view_height);
}

// The state of an order as a ring that fills up: readable without its colour.
std::string state_picture(std::string const& key, std::string const& ink, std::string const& paper)
{
    auto const ring = "<circle cx='8' cy='8' r='6' fill='none' stroke='" + ink + "' stroke-width='1.7'";
    auto const disc = "<circle cx='8' cy='8' r='6.9' fill='" + ink + "'/>";
    auto const part = [&](char const* path) { return std::string{"<path d='"} + path + "' fill='" + ink + "'/>"; };
    auto const mark = [&](char const* path) {
        return std::string{"<path d='"} + path + "' fill='none' stroke='" + paper +
               "' stroke-width='1.8' stroke-linecap='round' stroke-linejoin='round'/>";
    };
    if (key == "draft")
        return ring + " stroke-dasharray='2.4 2.3'/>";
    if (key == "assigned")
        return ring + "/>" + part("M8 8 L8 4.2 A3.8 3.8 0 0 1 11.8 8 Z");
    if (key == "in_progress")
        return ring + "/>" + part("M8 4.2 A3.8 3.8 0 0 1 8 11.8 Z");
    if (key == "handled")
        return ring + "/>" + part("M8 8 L8 4.2 A3.8 3.8 0 1 1 4.2 8 Z");
    if (key == "on_hold")
        return ring + "/>" + part("M5.9 5.4 H7.2 V10.6 H5.9 Z M8.8 5.4 H10.1 V10.6 H8.8 Z");
    if (key == "closed")
        return disc + mark("M5 8.2 L7.2 10.4 L11.1 6");
    if (key == "cancelled")
        return disc + mark("M5.7 5.7 L10.3 10.3 M10.3 5.7 L5.7 10.3");
    if (key == "merged")
        return disc + mark("M4.8 8 H10.8 M8.6 5.6 L11 8 L8.6 10.4");
    return ring + "/>";
}

GtkWidget* inner_of(wxWindow& window)
{
    auto* const widget = static_cast<GtkWidget*>(window.GetHandle());
    return GTK_IS_BIN(widget) ? gtk_bin_get_child(GTK_BIN(widget)) : nullptr;
}

} // namespace

Theme const& theme() { return *worn().theme; }

void wear(bool dark, double point_size)
{
    auto& now = worn();
    now.theme = dark ? &night : &light;
    now.body = point_size;
    auto const font = "Noto Sans CJK SC " + decimal(point_size, 2);
    g_object_set(gtk_settings_get_default(), "gtk-font-name", font.c_str(), "gtk-enable-animations", FALSE,
                 "gtk-overlay-scrolling", FALSE, "gtk-application-prefer-dark-theme", dark ? TRUE : FALSE, nullptr);
    if (!now.provider) {
        watch_composition();
        now.provider = gtk_css_provider_new();
        gtk_style_context_add_provider_for_screen(gdk_screen_get_default(), GTK_STYLE_PROVIDER(now.provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    }
    auto const css = filled_in(*now.theme, point_size);
    gtk_css_provider_load_from_data(now.provider, css.c_str(), -1, nullptr);
}

wxColour colour_of(present::Tone tone)
{
    auto const& t = theme();
    switch (tone) {
    case present::Tone::second: return t.second;
    case present::Tone::faint: return t.faint;
    case present::Tone::active: return t.primary;
    case present::Tone::soon: return t.soon;
    case present::Tone::verify: return t.verify;
    case present::Tone::done: return t.done;
    case present::Tone::wrong: return t.danger;
    case present::Tone::normal: break;
    }
    return t.text;
}

wxFont font_of(Type type)
{
    auto const scale = worn().body / 10.5;
    struct Size {
        double points;
        bool bold;
    };
    static constexpr Size sizes[]{{9, false}, {10.5, false}, {10.5, true}, {12, true}, {15, true}, {22.5, true}};
    auto const& size = sizes[static_cast<int>(type)];
    return wxFont{wxFontInfo{size.points * scale}.FaceName("Noto Sans CJK SC").Bold(size.bold)};
}

void style(wxWindow& window, char const* css_class)
{
    gtk_style_context_add_class(gtk_widget_get_style_context(window.GetHandle()), css_class);
    if (auto* const child = inner_of(window); child && GTK_IS_TREE_VIEW(child))
        gtk_style_context_add_class(gtk_widget_get_style_context(child), css_class);
    window.InvalidateBestSize();
}

void unstyle(wxWindow& window, char const* css_class)
{
    gtk_style_context_remove_class(gtk_widget_get_style_context(window.GetHandle()), css_class);
}

void call(wxWindow& window, std::string const& id, wxString const& spoken)
{
    window.SetName(wx(id));
    if (spoken.empty())
        return;
    auto const name = spoken.utf8_string();
    atk_object_set_name(gtk_widget_get_accessible(window.GetHandle()), name.c_str());
    if (auto* const child = inner_of(window))
        atk_object_set_name(gtk_widget_get_accessible(child), name.c_str());
}

void hug(wxWindow& window, int height)
{
    GtkRequisition size;
    gtk_widget_get_preferred_size(window.GetHandle(), nullptr, &size);
    window.SetMinSize({size.width, height > 0 ? height : size.height});
}

void align_left(wxWindow& button)
{
    if (auto* const child = inner_of(button)) {
        gtk_widget_set_halign(child, GTK_ALIGN_START);
        if (GTK_IS_LABEL(child))
            gtk_label_set_xalign(GTK_LABEL(child), 0);
    }
}

void put_icon(wxWindow& button, bool over)
{
    gtk_button_set_image_position(GTK_BUTTON(button.GetHandle()), over ? GTK_POS_TOP : GTK_POS_LEFT);
    if (auto* const child = inner_of(button))
        gtk_widget_set_halign(child, over ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
}

void ellipsize(wxWindow& button)
{
    auto* const child = inner_of(button);
    if (!GTK_IS_LABEL(child))
        return;
    gtk_label_set_ellipsize(GTK_LABEL(child), PANGO_ELLIPSIZE_END);
    gtk_label_set_xalign(GTK_LABEL(child), 0);
    gtk_widget_set_halign(child, GTK_ALIGN_FILL);
}

void skip_arrow(wxWindow& combo)
{
    gtk_container_forall(
        GTK_CONTAINER(combo.GetHandle()),
        [](GtkWidget* part, gpointer) {
            if (GTK_IS_CONTAINER(part))
                gtk_container_forall(
                    GTK_CONTAINER(part),
                    [](GtkWidget* inner, gpointer) {
                        if (GTK_IS_BUTTON(inner))
                            gtk_widget_set_can_focus(inner, FALSE);
                    },
                    nullptr);
            if (GTK_IS_BUTTON(part))
                gtk_widget_set_can_focus(part, FALSE);
        },
        nullptr);
}

void add_search_icon(wxWindow& text_field)
{
    auto const picture = stroked(file_named(embedded::ui_icons(), "search.svg"), html(theme().second), 24, 24, false);
    // as SVG, so that GTK draws it as fine as the screen is
    auto* const bytes = g_bytes_new(picture.data(), picture.size());
    auto* const drawn = g_bytes_icon_new(bytes);
    gtk_entry_set_icon_from_gicon(GTK_ENTRY(text_field.GetHandle()), GTK_ENTRY_ICON_PRIMARY, drawn);
    g_object_unref(drawn);
    g_bytes_unref(bytes);
}

wxBitmapBundle icon(std::string const& name, int size, wxColour const& colour)
{
    auto const svg = file_named(embedded::ui_icons(), name + ".svg");
    if (svg.empty())
        return {};
    auto const picture = stroked(svg, html(colour), 24, 24, colour == theme().on_primary);
    return wxBitmapBundle::FromSVG(picture.c_str(), {size, size});
}

wxBitmapBundle cell_icon(std::string const& which, wxColour const& colour)
{
    static std::map<std::string, wxBitmapBundle> made;
    auto const [it, fresh] = made.try_emplace(which + html(colour) + html(theme().surface));
    if (!fresh)
        return it->second;
    auto const slash = which.find('/');
    auto const name = slash == std::string::npos ? std::string{} : which.substr(slash + 1);
    std::string picture;
    if (which.starts_with("state/"))
        picture = framed(state_picture(name, html(colour), html(theme().surface)), "", 22, 16);
    else if (which.starts_with("ui/"))
        picture = stroked(file_named(embedded::ui_icons(), name + ".svg"), html(colour), 33, 24, false);
    else
        picture = framed("<g fill='" + html(colour) + "'>" + inside(file_named(embedded::map_icons(), name + ".svg")) + "</g>", "",
                         20.625, 15);
    it->second = wxBitmapBundle::FromSVG(picture.c_str(), {22, 16});
    return it->second;
}

} // namespace taizhang::ui
