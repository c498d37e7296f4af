#include "ui/sheet_dialog.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/filedlg.h>
#include <wx/print.h>

#include <cairo.h>

#include <charconv>

namespace taizhang::ui {

namespace {

/// The same rule as for reports: scale by the width that wx says, leave the matrix alone.
class SheetPrintout : public wxPrintout {
public:
    explicit SheetPrintout(map::Sheets sheets) : wxPrintout{wx(sheets.title())}, sheets_{std::move(sheets)} {}
    bool OnPrintPage(int page) override
    {
        auto* const context = static_cast<cairo_t*>(GetDC()->GetImpl()->GetCairoContext());
        if (!context)
            return false;
        int width = 0, height = 0;
        GetDC()->GetSize(&width, &height);
        cairo_save(context);
        cairo_scale(context, width / sheets_.width(), width / sheets_.width());
        {
            draw::Canvas canvas{context};
            sheets_.draw(canvas, page - 1);
        }
        cairo_restore(context);
        return true;
    }
    bool HasPage(int page) override { return page >= 1 && page <= sheets_.pages(); }
    void GetPageInfo(int* first, int* last, int* from, int* to) override
    {
        *first = *from = 1;
        *last = *to = sheets_.pages();
    }

private:
    map::Sheets sheets_;
};

} // namespace

SheetDialog::SheetDialog(wxWindow* parent, present::Workbench& bench, map::Scene::Shared scene, geo::Box const& view)
    : FormDialog{parent, wx(bench.say().say("Print the map")), "sheet"}, bench_{bench}, scene_{std::move(scene)}, view_{view}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    auto& title = field("sheet.title", wx(say.say("Title")));
    title_ = title.text(wx(bench.info().county + say.say("Facility map")));
    auto& what = field("sheet.what", wx(say.say("What")));
    bool const some = !bench.selected_assets().empty();
    what_ = what.choice({{"view", say.say("What is in view, on one sheet")},
                         {some ? "selected" : "all", some ? say.say("Map book of what is selected: a sheet for every road, with a list to tick")
                                                          : say.say("Map book of what is in view: a sheet for every road, with a list to tick")}},
                        "view");
    auto& scale = field("sheet.scale", wx(say.say("Scale")));
    std::vector<present::Choice> scales{{"0", say.say("as large as fits")}};
    for (auto const* n : {"500", "1000", "2000", "5000", "10000", "25000"})
        scales.push_back({n, std::string{"1:"} + n});
    scale_ = scale.choice(scales, "0");
    auto& paper = field("sheet.paper", wx(say.say("Paper")));
    paper_ = paper.choice({{"A4", "A4"}, {"A3", "A3"}}, "A4");
    auto* const two = new wxBoxSizer{wxHORIZONTAL};
    two->Add(scale.sizer(), 1, wxRIGHT, 16);
    two->Add(paper.sizer(), 1);
    internal_ = new wxCheckBox{this, wxID_ANY, wx(say.say("Mark as internal"))};
    call(*internal_, "sheet.internal");
    internal_->SetValue(true);
    rows->Add(title.sizer(), 0, wxEXPAND | wxBOTTOM, 12);
    rows->Add(what.sizer(), 0, wxEXPAND | wxBOTTOM, 12);
    rows->Add(two, 0, wxEXPAND | wxBOTTOM, 12);
    rows->Add(internal_);
    auto* const print = button("sheet.print", wx(say.say("Print …")));
    auto* const pdf = button("sheet.pdf", wx(say.say("Save as PDF …")));
    lay_out(rows, print, {pdf}, wx(say.say("Cancel")));
    print->Bind(wxEVT_BUTTON, [this](auto&) { print_it(); });
    pdf->Bind(wxEVT_BUTTON, [this](auto&) { save_pdf(); });
}

map::Sheets SheetDialog::sheets() const
{
    map::SheetWish wish;
    wish.title = utf8(title_->GetValue());
    wish.county = bench_.info().county;
    wish.date = bench_.today();
    wish.language = bench_.say().language();
    auto const scale = chosen_key(*scale_);
    int n = 0;
    (void)std::from_chars(scale.data(), scale.data() + scale.size(), n);
    wish.scale = n;
    wish.a3 = chosen_key(*paper_) == "A3";
    wish.internal = internal_->GetValue();
    auto const what = chosen_key(*what_);
    if (what == "view")
        return map::Sheets::one(scene_, view_, wish);
    if (what == "selected")
        return map::Sheets::book(scene_, scene_->selected(), wish);
    auto const corner = [](double lon, double lat) { return geo::to_world(*geo::Position::from_degrees(lon, lat)); };
    auto const a = corner(view_.west, view_.north), b = corner(view_.east, view_.south);
    return map::Sheets::book(scene_, map::rows_in(*scene_, geo::WorldBox{a.x, a.y, b.x, b.y}), wish);
}

void SheetDialog::print_it()
{
    auto made = sheets();
    wxPrintData data;
    data.SetPaperId(chosen_key(*paper_) == "A3" ? wxPAPER_A3 : wxPAPER_A4);
    data.SetOrientation(wxLANDSCAPE);
    wxPrintDialogData dialog{data};
    dialog.SetMinPage(1);
    dialog.SetMaxPage(made.pages());
    dialog.SetFromPage(1);
    dialog.SetToPage(made.pages());
    wxPrinter printer{&dialog};
    SheetPrintout printout{std::move(made)};
    if (printer.Print(this, &printout, true))
        EndModal(wxID_OK);
    else if (wxPrinter::GetLastError() == wxPRINTER_ERROR)
        show({present::Notice::Tone::refused, bench_.say().say("The printer did not take it. Save it as PDF instead."), {}, {}});
}

void SheetDialog::save_pdf()
{
    auto const& say = bench_.say();
    wxFileDialog dialog{this, wx(say.say("Save the map")), {}, title_->GetValue() + ".pdf", files_of("PDF", "*.pdf"),
                        wxFD_SAVE | wxFD_OVERWRITE_PROMPT};
    if (dialog.ShowModal() != wxID_OK)
        return;
    auto const path = utf8(dialog.GetPath());
    try {
        auto const made = sheets();
        made.write_pdf(path);
        bench_.tell({present::Notice::Tone::done, say.say("Map saved: {0} ({1} pages)", path, made.pages()), {}, {}});
        EndModal(wxID_OK);
    } catch (...) {
        show(present::notice_of(std::current_exception(), say));
    }
}

} // namespace taizhang::ui
