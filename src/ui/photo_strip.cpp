#include "ui/photo_strip.hpp"

#include "ui/photo_dialog.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/clipbrd.h>
#include <wx/dcbuffer.h>
#include <wx/dnd.h>
#include <wx/filedlg.h>
#include <wx/graphics.h>
#include <wx/image.h>
#include <wx/log.h>
#include <wx/mstream.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>
#include <array>

namespace taizhang::ui {

namespace {

constexpr int height = 112, gap = 4;

class Dropped final : public wxFileDropTarget {
public:
    explicit Dropped(std::function<void(std::vector<std::string>)> take) : take_{std::move(take)} {}
    bool OnDropFiles(wxCoord, wxCoord, wxArrayString const& names) override
    {
        std::vector<std::string> files;
        for (auto const& name : names)
            files.push_back(utf8(name));
        take_(std::move(files));
        return true;
    }

private:
    std::function<void(std::vector<std::string>)> take_;
};

} // namespace

wxImage image_of(std::string const& jpeg)
{
    if (!wxImage::FindHandler(wxBITMAP_TYPE_JPEG)) {
        wxImage::AddHandler(new wxJPEGHandler);
        wxImage::AddHandler(new wxPNGHandler);
    }
    wxLogNull const quiet; // a picture that cannot be shown is shown as missing, not as a message box
    wxMemoryInputStream in{jpeg.data(), jpeg.size()};
    return jpeg.empty() ? wxImage{} : wxImage{in, wxBITMAP_TYPE_JPEG};
}

/// The pictures themselves, painted; each opens by click, the first by Enter.
class PhotoStrip::Tiles : public wxPanel {
public:
    Tiles(PhotoStrip& strip, int width) : wxPanel{&strip, wxID_ANY, wxDefaultPosition, {width, height}, wxWANTS_CHARS}, strip_{strip}
    {
        SetMinSize({width, height});
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        SetCursor(wxCursor{wxCURSOR_HAND});
        call(*this, "photos.tiles");
        Bind(wxEVT_PAINT, [this](auto&) { paint(); });
        Bind(wxEVT_LEFT_UP, [this](wxMouseEvent& event) {
            auto const boxes = boxes_of();
            for (std::size_t i = 0; i < boxes.size(); ++i)
                if (boxes[i].Contains(event.GetPosition()))
                    CallAfter([this, i] { strip_.open(i); });
        });
        Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
            if (event.GetKeyCode() == WXK_RETURN)
                CallAfter([this] { strip_.open(0); });
            else
                event.Skip();
        });
    }
    void forget() { bitmaps_.clear(); }

private:
    [[nodiscard]] std::vector<wxRect> boxes_of() const
    {
        auto const n = strip_.model_.photos().size();
        auto const w = GetClientSize().GetWidth();
        if (n == 0)
            return {};
        if (n == 1)
            return {{0, 0, w, height}};
        auto const large = w * 6 / 10, small = w - large - gap;
        if (n == 2)
            return {{0, 0, (w - gap) / 2, height}, {(w - gap) / 2 + gap, 0, (w - gap) / 2, height}};
        return {{0, 0, large, height}, {large + gap, 0, small, (height - gap) / 2}, {large + gap, (height + gap) / 2, small, (height - gap) / 2}};
    }

    wxBitmap const& bitmap(present::Photo const& photo, wxSize size)
    {
        auto const factor = GetContentScaleFactor();
        auto const key = photo.link.content.sha256 + std::to_string(size.GetWidth()) + 'x' + std::to_string(size.GetHeight());
        auto const it = bitmaps_.find(key);
        if (it != bitmaps_.end())
            return it->second;
        auto image = image_of(photo.thumbnail);
        wxBitmap made;
        if (image.IsOk()) {
            // fills the box, cut at the longer side
            auto const scale = std::max(size.GetWidth() * factor / image.GetWidth(), size.GetHeight() * factor / image.GetHeight());
            image.Rescale(std::max(1, static_cast<int>(image.GetWidth() * scale)), std::max(1, static_cast<int>(image.GetHeight() * scale)),
                          wxIMAGE_QUALITY_BILINEAR);
            auto const w = std::min(image.GetWidth(), static_cast<int>(size.GetWidth() * factor));
            auto const h = std::min(image.GetHeight(), static_cast<int>(size.GetHeight() * factor));
            made = wxBitmap{image.GetSubImage({(image.GetWidth() - w) / 2, (image.GetHeight() - h) / 2, w, h})};
        }
        return bitmaps_.emplace(key, std::move(made)).first->second;
    }

    void paint()
    {
        wxAutoBufferedPaintDC dc{this};
        dc.SetBackground(wxBrush{theme().surface});
        dc.Clear();
        auto const& photos = strip_.model_.photos();
        auto const boxes = boxes_of();
        std::unique_ptr<wxGraphicsContext> const gc{wxGraphicsContext::Create(dc)};
        for (std::size_t i = 0; i < boxes.size(); ++i)
            paint_one(*gc, photos[i], boxes[i], i + 1 == boxes.size() ? photos.size() - boxes.size() : 0);
        if (HasFocus() && !boxes.empty()) {
            gc->SetPen(wxPen{theme().primary, 2});
            gc->SetBrush(*wxTRANSPARENT_BRUSH);
            gc->DrawRectangle(boxes[0].x + 1, boxes[0].y + 1, boxes[0].width - 2, boxes[0].height - 2);
        }
    }

    void paint_one(wxGraphicsContext& gc, present::Photo const& photo, wxRect const& box, std::size_t more)
    {
        gc.SetPen(*wxTRANSPARENT_PEN);
        gc.SetBrush(wxBrush{theme().sunken});
        gc.DrawRectangle(box.x, box.y, box.width, box.height);
        if (auto const& picture = bitmap(photo, box.GetSize()); picture.IsOk())
            gc.DrawBitmap(picture, box.x, box.y, box.width, box.height);
        else {
            auto const sign = icon("paperclip", 24, theme().second).GetBitmap(wxSize{24, 24});
            gc.DrawBitmap(sign, box.x + (box.width - 24) / 2.0, box.y + (box.height - 44) / 2.0, 24, 24);
        }
        constexpr int strip = 20;
        gc.SetBrush(wxBrush{wxColour{0, 0, 0, 153}}); // 60 %
        gc.DrawRectangle(box.x, box.y + box.height - strip, box.width, strip);
        gc.SetFont(font_of(Type::caption), *wxWHITE);
        auto words = wx(photo.thumbnail.empty() ? photo.link.content.file_name : photo.caption);
        double w = 0, h = 0;
        gc.GetTextExtent(words, &w, &h);
        while (words.length() > 1 && w > box.width - 12) {
            words = words.Left(words.length() - 2) + wxString::FromUTF8("…");
            gc.GetTextExtent(words, &w, &h);
        }
        gc.DrawText(words, box.x + 6, box.y + box.height - strip + (strip - h) / 2);
        if (more == 0)
            return;
        gc.SetBrush(wxBrush{wxColour{0, 0, 0, 153}});
        gc.DrawRectangle(box.x, box.y, box.width, box.height - strip);
        gc.SetFont(font_of(Type::title), *wxWHITE);
        auto const count = "+" + std::to_string(more);
        gc.GetTextExtent(wx(count), &w, &h);
        gc.DrawText(wx(count), box.x + (box.width - w) / 2, box.y + (box.height - strip - h) / 2);
    }

    PhotoStrip& strip_;
    std::map<std::string, wxBitmap> bitmaps_; ///< by content and size
};

PhotoStrip::PhotoStrip(wxWindow* parent, present::Workbench& bench, int width) : wxPanel{parent}, bench_{bench}, model_{bench}
{
    SetName("photos");
    style(*this, "tz-bg-surface");
    auto const& say = bench.say();
    title_ = new wxStaticText{this, wxID_ANY, {}};
    title_->SetFont(font_of(Type::strong));
    title_->SetName("photos.title");
    auto const tool = [&](char const* id, std::string const& label) {
        auto* const made = new wxButton{this, wxID_ANY, wx(label)};
        style(*made, "tz-link");
        call(*made, id);
        hug(*made);
        return made;
    };
    add_ = tool("photos.add", say.say("Add …"));
    paste_ = tool("photos.paste", say.say("Paste"));
    view_ = tool("photos.view", say.say("View"));
    auto* const head = new wxBoxSizer{wxHORIZONTAL};
    head->Add(title_, 1, wxALIGN_CENTRE_VERTICAL);
    for (auto* const button : {view_, paste_, add_})
        head->Add(button, 0, wxLEFT, 4);
    tiles_ = new Tiles{*this, width};
    auto* const column = new wxBoxSizer{wxVERTICAL};
    column->Add(head, 0, wxEXPAND);
    column->Add(tiles_, 0, wxEXPAND | wxTOP, 4);
    SetSizer(column);
    add_->SetToolTip(wx(say.say("Pictures and papers can also be dropped here.")));
    add_->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { choose_files(); }); });
    paste_->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { paste(); }); });
    view_->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { open(0); }); });
    on_changed_ = model_.changed.subscribe([this](auto const&) { refresh(); });
    take_drops_on(*this);
    refresh();
}

void PhotoStrip::set_width(int pixels) { tiles_->SetMinSize({pixels, height}); }

void PhotoStrip::take_drops_on(wxWindow& window)
{
    window.SetDropTarget(new Dropped{[this](std::vector<std::string> files) { model_.attach(files); }});
}

void PhotoStrip::refresh()
{
    auto const n = model_.photos().size();
    title_->SetLabel(wx(bench_.say().say("Photos {0}", n)));
    add_->Show(model_.may_change());
    paste_->Show(model_.may_change());
    view_->Show(n > 0);
    tiles_->Show(n > 0);
    Show(!model_.entity().empty());
    Layout();
    tiles_->Refresh();
    if (auto* const parent = GetParent()) {
        parent->Layout();
        parent->FitInside();
    }
}

void PhotoStrip::choose_files()
{
    auto const& say = bench_.say();
    wxFileDialog dialog{this, wx(say.say("Photos and papers")), {}, {},
                        files_of(say.say("Photos and papers"),
                                 "*.jpg;*.jpeg;*.png;*.webp;*.gif;*.bmp;*.tif;*.tiff;*.pdf;*.ofd;*.doc;*.docx;*.xls;*.xlsx;*.wps;*.et"),
                        wxFD_OPEN | wxFD_MULTIPLE | wxFD_FILE_MUST_EXIST};
    if (dialog.ShowModal() != wxID_OK)
        return;
    wxArrayString paths;
    dialog.GetPaths(paths);
    std::vector<std::string> files;
    for (auto const& path : paths)
        files.push_back(utf8(path));
    model_.attach(files);
}

void PhotoStrip::paste()
{
    if (!wxTheClipboard->Open())
        return;
    wxFileDataObject files;
    wxBitmapDataObject bitmap;
    if (wxTheClipboard->IsSupported(wxDF_FILENAME) && wxTheClipboard->GetData(files)) {
        std::vector<std::string> paths;
        for (auto const& name : files.GetFilenames())
            paths.push_back(utf8(name));
        wxTheClipboard->Close();
        model_.attach(paths);
        return;
    }
    auto const there = wxTheClipboard->IsSupported(wxDF_BITMAP) && wxTheClipboard->GetData(bitmap);
    wxTheClipboard->Close();
    auto const& say = bench_.say();
    (void)image_of({}); // the PNG writer is there then
    wxMemoryOutputStream out;
    if (!there || !bitmap.GetBitmap().ConvertToImage().SaveFile(out, wxBITMAP_TYPE_PNG)) {
        bench_.tell({present::Notice::Tone::refused, say.say("There is no picture in the clipboard."), {},
                     say.say("Copy a picture or a file first.")});
        return;
    }
    std::string data(out.GetSize(), '\0');
    out.CopyTo(data.data(), data.size());
    model_.attach(say.say("Pasted picture") + ' ' + bench_.now().local_minutes(bench_.info().utc_offset_minutes) + ".png", std::move(data));
}

void PhotoStrip::open(std::size_t index)
{
    if (index >= model_.photos().size())
        return;
    PhotoDialog dialog{wxGetTopLevelParent(this), bench_, model_, index};
    dialog.ShowModal();
}

} // namespace taizhang::ui
