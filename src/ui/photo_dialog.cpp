#include "ui/photo_dialog.hpp"

#include "ui/form.hpp"
#include "ui/photo_strip.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dcbuffer.h>
#include <wx/filedlg.h>
#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/tglbtn.h>

#include <algorithm>

namespace taizhang::ui {

/// A picture as large as its panel lets it be, with its caption below.
class PhotoDialog::Picture : public wxPanel {
public:
    explicit Picture(wxWindow* parent, char const* id) : wxPanel{parent}
    {
        call(*this, id);
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        SetMinSize({200, 200});
        Bind(wxEVT_PAINT, [this](auto&) { paint(); });
        Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
            Refresh();
            event.Skip();
        });
    }
    void show(wxImage image, wxString words)
    {
        image_ = std::move(image);
        words_ = std::move(words);
        fitted_ = {};
        Refresh();
    }

private:
    void paint()
    {
        wxAutoBufferedPaintDC dc{this};
        dc.SetBackground(wxBrush{theme().sunken});
        dc.Clear();
        auto const size = GetClientSize();
        if (!image_.IsOk()) {
            dc.SetFont(font_of(Type::body));
            dc.SetTextForeground(theme().second);
            dc.DrawLabel(words_, wxRect{size}, wxALIGN_CENTRE);
            return;
        }
        auto const factor = std::min({1.0 * size.GetWidth() / image_.GetWidth(), 1.0 * size.GetHeight() / image_.GetHeight(), 1.0});
        wxSize const wanted{std::max(1, static_cast<int>(image_.GetWidth() * factor)), std::max(1, static_cast<int>(image_.GetHeight() * factor))};
        if (!fitted_.IsOk() || fitted_.GetSize() != wanted)
            fitted_ = wxBitmap{image_.Scale(wanted.GetWidth(), wanted.GetHeight(), wxIMAGE_QUALITY_BILINEAR)};
        dc.DrawBitmap(fitted_, (size.GetWidth() - wanted.GetWidth()) / 2, (size.GetHeight() - wanted.GetHeight()) / 2);
    }

    wxImage image_;
    wxBitmap fitted_;
    wxString words_;
};

PhotoDialog::PhotoDialog(wxWindow* parent, present::Workbench& bench, present::PhotoModel& model, std::size_t index)
    : wxDialog{parent, wxID_ANY, wx(bench.say().say("Photos and papers")), wxDefaultPosition, {960, 680}, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER},
      bench_{bench}, model_{model}, index_{index}
{
    SetName("photo");
    style(*this, "tz-bg-surface");
    auto const& say = bench.say();
    left_ = new Picture{this, "photo.left"};
    right_ = new Picture{this, "photo.right"};
    facts_ = new wxStaticText{this, wxID_ANY, {}};
    facts_->SetFont(font_of(Type::caption));
    style(*facts_, "tz-second");
    facts_->SetName("photo.facts");
    auto const button = [&](char const* id, std::string const& label) {
        auto* const made = new wxButton{this, wxID_ANY, wx(label)};
        call(*made, id);
        return made;
    };
    before_ = button("photo.before", "‹");
    before_->SetToolTip(wx(say.say("The one before")));
    next_ = button("photo.next", "›");
    next_->SetToolTip(wx(say.say("The next one")));
    for (auto* const arrow : {before_, next_})
        hug(*arrow, 32);
    compare_ = new wxToggleButton{this, wxID_ANY, wx(say.say("Before and after side by side"))};
    call(*compare_, "photo.compare");
    kind_ = new wxChoice{this, wxID_ANY};
    call(*kind_, "photo.kind", wx(say.say("Kind")));
    save_ = button("photo.save", say.say("Save the original …"));
    remove_ = button("photo.remove", say.say("Do not show here"));
    auto* const close = new wxButton{this, wxID_CANCEL, wx(say.say("Close"))};

    auto* const pictures = new wxBoxSizer{wxHORIZONTAL};
    pictures->Add(left_, 1, wxEXPAND);
    pictures->Add(right_, 1, wxEXPAND | wxLEFT, 8);
    auto* const tools = new wxBoxSizer{wxHORIZONTAL};
    tools->Add(before_);
    tools->Add(next_, 0, wxLEFT, 4);
    tools->Add(compare_, 0, wxLEFT, 16);
    tools->Add(kind_, 0, wxLEFT, 8);
    tools->AddStretchSpacer();
    tools->Add(remove_, 0, wxLEFT, 8);
    tools->Add(save_, 0, wxLEFT, 8);
    tools->Add(close, 0, wxLEFT, 8);
    auto* const all = new wxBoxSizer{wxVERTICAL};
    all->Add(pictures, 1, wxEXPAND | wxALL, 12);
    all->Add(facts_, 0, wxEXPAND | wxLEFT | wxRIGHT, 12);
    all->Add(tools, 0, wxEXPAND | wxALL, 12);
    SetSizer(all);
    CentreOnParent();

    before_->Bind(wxEVT_BUTTON, [this](auto&) { go(-1); });
    next_->Bind(wxEVT_BUTTON, [this](auto&) { go(1); });
    compare_->Bind(wxEVT_TOGGLEBUTTON, [this](auto&) { show(); });
    kind_->Bind(wxEVT_CHOICE, [this](auto&) { model_.set_kind(index_, chosen_key(*kind_)); });
    save_->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { save_original(); }); });
    remove_->Bind(wxEVT_BUTTON, [this](auto&) { model_.remove(index_); });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_LEFT || event.GetKeyCode() == WXK_PAGEUP)
            go(-1);
        else if (event.GetKeyCode() == WXK_RIGHT || event.GetKeyCode() == WXK_PAGEDOWN)
            go(1);
        else
            event.Skip();
    });
    on_changed_ = model_.changed.subscribe([this](auto const&) {
        if (model_.photos().empty())
            CallAfter([this] { EndModal(wxID_CANCEL); });
        else
            show();
    });
    show();
    close->SetFocus();
}

std::size_t PhotoDialog::pair_shown() const
{
    auto const pairs = model_.pairs();
    auto const it = std::ranges::find_if(pairs, [&](auto const& p) { return p.first == index_ || p.second == index_; });
    return it == pairs.end() ? 0 : static_cast<std::size_t>(it - pairs.begin());
}

void PhotoDialog::go(int by)
{
    auto const n = static_cast<int>(model_.photos().size());
    if (compare_->GetValue()) {
        auto const pairs = model_.pairs();
        auto const at = std::clamp(static_cast<int>(pair_shown()) + by, 0, static_cast<int>(pairs.size()) - 1);
        if (!pairs.empty())
            index_ = pairs[static_cast<std::size_t>(at)].first;
    } else
        index_ = static_cast<std::size_t>(std::clamp(static_cast<int>(index_) + by, 0, n - 1));
    show();
}

void PhotoDialog::show()
{
    auto const& photos = model_.photos();
    if (photos.empty())
        return;
    index_ = std::min(index_, photos.size() - 1);
    auto const pairs = model_.pairs();
    compare_->Enable(!pairs.empty());
    if (pairs.empty())
        compare_->SetValue(false);
    bool const two = compare_->GetValue();
    auto const pair = two ? pairs[pair_shown()] : std::pair{index_, index_};
    auto const asked = ++shown_;
    auto const& say = bench_.say();
    auto const put = [&](Picture* where, std::size_t which) {
        auto const& photo = photos[which];
        if (photo.thumbnail.empty()) {
            where->show({}, wx(say.say("{0} is a paper: save it to open it.", photo.link.content.file_name)));
            return;
        }
        where->show(image_of(photo.thumbnail), {}); // the small one until the large one is there
        model_.large(which, [this, asked, where](std::string const& jpeg) {
            if (asked == shown_)
                where->show(image_of(jpeg), {});
        });
    };
    put(left_, pair.first);
    right_->Show(two);
    if (two)
        put(right_, pair.second);
    facts_->SetLabel(wx(two ? photos[pair.first].facts + "\n" + photos[pair.second].facts
                            : std::to_string(index_ + 1) + "/" + std::to_string(photos.size()) + "  " + photos[index_].facts));
    fill(*kind_, model_.kind_choices(), std::string{domain::key_of(photos[index_].link.kind)});
    for (wxWindow* const w : {static_cast<wxWindow*>(kind_), static_cast<wxWindow*>(remove_)})
        w->Enable(!two && model_.may_change());
    before_->Enable(two ? pair_shown() > 0 : index_ > 0);
    next_->Enable(two ? pair_shown() + 1 < pairs.size() : index_ + 1 < photos.size());
    Layout();
}

void PhotoDialog::save_original()
{
    wxFileDialog dialog{this, wx(bench_.say().say("Save the original")), {}, wx(model_.photos().at(index_).link.content.file_name), {},
                        wxFD_SAVE | wxFD_OVERWRITE_PROMPT};
    if (dialog.ShowModal() == wxID_OK)
        model_.save_original(index_, utf8(dialog.GetPath()));
}

} // namespace taizhang::ui
