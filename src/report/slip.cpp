#include "report/slip.hpp"

#include "base/error.hpp"
#include "draw/qr.hpp"
#include "report/form_flow.hpp"
#include "report/sketch.hpp"

#include <algorithm>

namespace taizhang::report {
namespace {

using draw::Align;
using draw::Canvas;
using draw::Color;

constexpr Color black{0, 0, 0}, grey{0.27, 0.27, 0.27};
constexpr double qr_size = 54, sketch_height = 168;

/// The words of one order's form.
class Form {
public:
    Form(app::SlipData const& data, domain::Catalog const& catalog, Translator const& say, SlipForm form,
         std::shared_ptr<map::Scene const> surroundings, FormFlow& flow)
        : data_{data}, catalog_{catalog}, say_{say}, form_{form}, surroundings_{std::move(surroundings)}, flow_{flow}
    {}

    void lay_out(app::SlipOrder const& slip)
    {
        flow_.start_form();
        head(slip.order);
        facts(slip);
        if (form_ == SlipForm::dispatch) {
            sketch(slip);
            work(slip);
        } else
            check(slip);
        if (slip.assets.size() > 1)
            list(slip);
    }

    [[nodiscard]] std::string title() const { return form_ == SlipForm::dispatch ? say_.say("Dispatch slip") : say_.say("Check form"); }

private:
    void head(domain::WorkOrder const& order)
    {
        auto const number = printable(order.number), name = title(), bureau = printable(data_.info.bureau);
        flow_.put([=, code = domain::short_number(order.number), y = flow_.y()](Canvas& c) {
            c.text(FormFlow::left + FormFlow::width / 2, y, bureau, draw::sans(12), black, 0, Align::centre);
            c.text(FormFlow::left + FormFlow::width / 2, y + 19, name, draw::sans(19, true), black, 0, Align::centre);
            c.text(FormFlow::left, y + 38, number, draw::sans(9.5), black);
            draw::draw_qr(c, code, FormFlow::left + FormFlow::width - qr_size, y - 6, qr_size);
        });
        flow_.gap(56);
        flow_.set_head(26, [=](Canvas& c) {
            c.text(FormFlow::left, FormFlow::top, name + "  " + number, draw::sans(9.5, true), black);
        });
    }

    [[nodiscard]] std::string time(std::optional<Instant> const& at) const
    {
        return at ? at->local_minutes(data_.info.utc_offset_minutes) : std::string{};
    }
    /// When and by whom the last step of that kind was taken.
    [[nodiscard]] domain::OrderStep const* step(domain::WorkOrder const& order, domain::OrderEvent event) const
    {
        auto const it = std::ranges::find(order.steps.rbegin(), order.steps.rend(), event, &domain::OrderStep::event);
        return it == order.steps.rend() ? nullptr : &*it;
    }
    [[nodiscard]] std::string class_words(domain::WorkOrder const& order) const
    {
        std::vector<std::string> names;
        for (auto const& line : order.lines) {
            auto const* of = catalog_.find_class(line.class_key);
            auto const name = of ? of->name.in(say_.language()) : line.class_key;
            if (std::ranges::find(names, name) == names.end())
                names.push_back(name);
        }
        return joined(names, comma());
    }
    [[nodiscard]] char const* comma() const { return say_.language() == Language::zh ? "、" : ", "; }
    [[nodiscard]] std::string code_words(app::SlipOrder const& slip) const
    {
        if (slip.assets.size() > 1)
            return say_.say("{0} facilities, see the list", slip.assets.size());
        return slip.assets.empty() ? std::string{} : slip.assets.front().row.code;
    }
    [[nodiscard]] std::string unit_words(std::string const& key) const
    {
        auto const* unit = catalog_.find_unit(key);
        return !unit ? key : say_.language() == Language::zh ? unit->key : ' ' + unit->name.en;
    }
    [[nodiscard]] std::string amount(domain::OrderLine const& line, std::optional<domain::Quantity> const& q) const
    {
        if (!q)
            return !line.wording.empty() ? line.wording : line.unknown ? say_.say("not stated") : std::string{};
        auto const text = q->text() + unit_words(line.unit);
        return line.approximate ? say_.say("about {0}", text) : text;
    }
    [[nodiscard]] std::string work_words(domain::WorkOrder const& order, bool done) const
    {
        std::vector<std::string> words;
        for (auto const& line : order.lines) {
            auto const* activity = catalog_.find_activity(line.activity);
            auto const* of = catalog_.find_class(line.class_key);
            auto text = activity ? activity->name.in(say_.language()) : line.activity;
            if (say_.language() == Language::en)
                text += ' ';
            text += line.item.empty() ? (of ? of->name.in(say_.language()) : line.class_key) : line.item;
            if (auto const q = amount(line, done ? line.done : line.planned); !q.empty())
                text += ' ' + q;
            words.push_back(std::move(text));
        }
        return joined(words, say_.language() == Language::zh ? "；" : "; ");
    }
    [[nodiscard]] std::string place_words(domain::WorkOrder const& order, app::SlipOrder const& slip) const
    {
        std::string words;
        for (auto const* part : {&order.road, &order.section, &order.place})
            if (!part->empty() && words.find(*part) == std::string::npos)
                words += (words.empty() ? "" : " ") + *part;
        if (words.empty() && !slip.assets.empty())
            words = slip.assets.front().row.road + ' ' + slip.assets.front().row.place;
        return words;
    }

    void facts(app::SlipOrder const& slip)
    {
        auto const& o = slip.order;
        std::vector<std::string> asked;
        for (auto const& r : slip.requests)
            asked.push_back(domain::short_request_number(r.number) + (r.external_number.empty() ? "" : ' ' + r.source + ' ' + r.external_number));
        auto const* first = slip.requests.empty() ? nullptr : &slip.requests.front();
        auto const caller = !o.caller.empty() ? o.caller : first ? first->caller : std::string{};
        auto const phone = !o.caller_phone.empty() ? o.caller_phone : first ? first->caller_phone : std::string{};
        auto const source = !o.source.empty() ? o.source : first ? first->source : std::string{};
        bool const urgent = o.kind == "emergency" || std::ranges::any_of(slip.requests, &domain::Request::urgent);
        flow_.fields({{say_.say("Source"), source}, {say_.say("Received on"), first ? time(first->received_at) : o.received_on.iso()}});
        if (!asked.empty())
            flow_.fields({{say_.say("Requests"), joined(asked, comma())}});
        flow_.fields({{say_.say("Caller"), caller}, {say_.say("Phone"), phone}});
        flow_.fields({{say_.say("Class"), class_words(o)}, {say_.say("Code"), code_words(slip)}});
        flow_.fields({{say_.say("Place"), place_words(o, slip)}});
        flow_.fields({{say_.say("What is wrong"), o.description}}, 30);
        flow_.fields({{say_.say("What to do"), work_words(o, false)}});
        auto const* const dispatched = step(o, domain::OrderEvent::dispatch);
        auto const* const accepted = step(o, domain::OrderEvent::accept);
        flow_.fields({{say_.say("Urgency"), urgent ? say_.say("urgent") : say_.say("ordinary")}, {say_.say("Deadline"), time(o.deadline)}});
        flow_.fields({{say_.say("Unit in charge"), o.crew.empty() ? o.contractor : o.crew},
                      {say_.say("Dispatched by"), dispatched ? dispatched->who : std::string{}},
                      {say_.say("Taken by"), accepted ? accepted->who : std::string{}}});
    }

    void sketch(app::SlipOrder const& slip)
    {
        auto const places = sketched_places(slip);
        if (places.empty()) {
            flow_.fields({{say_.say("Sketch"), say_.say("The place is not on the map yet.")}});
            return;
        }
        flow_.box(say_.say("Sketch"), sketch_height,
                  [places, scene = surroundings_, language = say_.language()](Canvas& c, double x, double y, double w, double h) {
                      draw_sketch(c, scene.get(), places, language, x, y, w, h);
                  });
    }

    void work(app::SlipOrder const& slip)
    {
        auto const& o = slip.order;
        std::vector<std::vector<std::string>> rows;
        std::string labour, machines;
        domain::Money total = domain::Money::fen(0);
        bool any_cost = false;
        for (auto const& cost : o.costs) {
            if (cost.estimate)
                continue;
            any_cost = true;
            total = total + cost.amount;
            auto const words = cost.item + ' ' + cost.quantity.text() + unit_words(cost.unit);
            if (cost.kind == "labour")
                labour += (labour.empty() ? "" : comma()) + words;
            else if (cost.kind == "equipment")
                machines += (machines.empty() ? "" : comma()) + words;
            else
                rows.push_back({cost.item, "", cost.unit, cost.quantity.text(), cost.amount.yuan()});
        }
        constexpr std::size_t lines_to_write = 3;
        if (rows.size() < lines_to_write)
            rows.resize(lines_to_write);
        auto const* const finished = step(o, domain::OrderEvent::finish);
        flow_.fields({{say_.say("Arrived at"), ""}, {say_.say("Finished at"), finished ? time(finished->at) : std::string{}}}, 26);
        flow_.table({{say_.say("Material"), 3}, {say_.say("Size"), 2}, {say_.say("Unit"), 1}, {say_.say("Quantity"), 1, Align::right},
                     {say_.say("Amount (yuan)"), 1.4, Align::right}},
                    rows);
        flow_.fields({{say_.say("Labour (days)"), labour}, {say_.say("Machines"), machines}, {say_.say("Cost (yuan)"), any_cost ? total.yuan() : ""}});
        flow_.fields({{say_.say("Result"), o.result}}, 56);
        flow_.fields({{say_.say("Photos"), photo_words(slip)}});
        flow_.fields({{say_.say("Verifier"), ""}, {say_.say("Check"), say_.say("□ passed  □ failed  □ could not be checked")}});
        signatures();
    }

    [[nodiscard]] std::string photo_words(app::SlipOrder const& slip) const
    {
        std::vector<std::string> words;
        for (auto const kind : domain::attachment_kinds)
            if (auto const n = std::ranges::count(slip.photos, kind, &domain::LinkedAttachment::kind); n > 0)
                words.push_back(say_.say("{0}: {1}", say_(domain::label(kind)), n));
        return words.empty() ? say_.say("□ before the work  □ after the work") : joined(words, say_.language() == Language::zh ? "；" : "; ");
    }

    void check(app::SlipOrder const& slip)
    {
        auto const& o = slip.order;
        auto const* const finished = step(o, domain::OrderEvent::finish);
        flow_.fields({{say_.say("Done"), work_words(o, true)}});
        flow_.fields({{say_.say("Finished at"), finished ? time(finished->at) : std::string{}}, {say_.say("Result"), o.result}});
        flow_.fields({{say_.say("Photos"), photo_words(slip)}});
        flow_.fields({{say_.say("How it was checked"), say_.say("□ on site  □ by photos  □ by phone  □ sample of ____")}});
        flow_.fields({{say_.say("Quantity found"), ""}, {say_.say("Check"), say_.say("□ passed  □ failed  □ could not be checked")}});
        flow_.box(say_.say("What was found"), 120);
        flow_.fields({{say_.say("Verifier"), ""}, {say_.say("Date"), ""}}, 28);
        signatures();
    }

    void signatures()
    {
        constexpr double height = 54;
        auto const user = say_.say("Caller or user signs"), seal = say_.say("Seal");
        if (flow_.room() < height)
            flow_.new_page();
        flow_.fields({{user, ""}, {seal, ""}}, height);
    }

    void list(app::SlipOrder const& slip)
    {
        flow_.new_page();
        flow_.text(say_.say("Facilities in walking order: {0}", slip.assets.size()), draw::sans(11, true));
        flow_.gap(6);
        std::vector<std::vector<std::string>> rows;
        for (std::size_t i = 0; i < slip.assets.size(); ++i) {
            auto const& a = slip.assets[i].row;
            auto place = a.section.empty() ? a.place : a.section + ' ' + a.place;
            rows.push_back({std::to_string(i + 1), a.code.empty() ? a.name : a.code, a.road, std::string{trimmed(place)}, "", "", "", ""});
        }
        flow_.table({{say_.say("No."), 0.6, Align::right}, {say_.say("Code"), 1.7}, {say_.say("Road"), 1.9}, {say_.say("Place"), 3},
                     {say_.say("done"), 0.8, Align::centre, true}, {say_.say("not found"), 0.9, Align::centre, true},
                     {say_.say("not needed"), 1.1, Align::centre, true}, {say_.say("Remark"), 1.5}},
                    rows);
    }

    app::SlipData const& data_;
    domain::Catalog const& catalog_;
    Translator const& say_;
    SlipForm form_;
    std::shared_ptr<map::Scene const> surroundings_;
    FormFlow& flow_;
};

/// Pages with their foot: which page of which paper, printed when and by whom.
struct Laid {
    std::string title, printed, mark;
    std::vector<FormPage> pages;
    std::vector<std::string> page_words;

    void draw(Canvas& canvas, int page) const
    {
        for (auto const& command : pages.at(static_cast<std::size_t>(page)))
            command(canvas);
        auto const y = FormFlow::bottom + 8;
        canvas.text(FormFlow::left, y, printed, draw::sans(8), grey);
        canvas.text(FormFlow::left + FormFlow::width, y, page_words.at(static_cast<std::size_t>(page)), draw::sans(8), grey, 0, Align::right);
        if (!mark.empty())
            canvas.text(FormFlow::left + FormFlow::width / 2, y, mark, draw::sans(8), grey, 0, Align::centre);
    }
};

std::string printed_words(Translator const& say, app::LedgerInfo const& info, Instant at, std::string const& who)
{
    return printable(say.say("Printed {0} by {1}", at.local_minutes(info.utc_offset_minutes), who));
}

} // namespace

struct SlipDocument::Impl : Laid {};

SlipDocument::SlipDocument(app::SlipData const& data, domain::Catalog const& catalog, Language language, SlipForm form,
                           std::shared_ptr<map::Scene const> surroundings)
    : impl_{std::make_unique<Impl>()}
{
    Translator const say{language};
    FormFlow flow;
    Form one{data, catalog, say, form, std::move(surroundings), flow};
    impl_->title = one.title();
    if (data.orders.size() == 1)
        impl_->title += ' ' + domain::short_number(data.orders.front().order.number);
    for (auto const& slip : data.orders) {
        one.lay_out(slip);
        auto const first = impl_->page_words.size(), all = flow.pages().size();
        for (auto page = first; page < all; ++page)
            impl_->page_words.push_back(domain::short_number(slip.order.number) + "    " + say.say("page {0} of {1}", page - first + 1, all - first));
    }
    impl_->printed = printed_words(say, data.info, data.printed_at, data.printed_by);
    impl_->mark = data.info.illustrative ? say.say("Illustrative data") : std::string{};
    impl_->pages = std::move(flow.pages());
    impl_->page_words.resize(impl_->pages.size());
}

SlipDocument::~SlipDocument() = default;
std::string const& SlipDocument::title() const noexcept { return impl_->title; }
int SlipDocument::pages() const noexcept { return static_cast<int>(impl_->pages.size()); }
void SlipDocument::draw(Canvas& canvas, int page) const { impl_->draw(canvas, page); }

struct ReceiptDocument::Impl : Laid {};

ReceiptDocument::ReceiptDocument(app::LedgerInfo const& info, domain::Catalog const& catalog, Language language, domain::Request const& r)
    : impl_{std::make_unique<Impl>()}
{
    Translator const say{language};
    FormFlow flow;
    auto const offset = info.utc_offset_minutes;
    impl_->title = say.say("Receipt of a request") + ' ' + domain::short_request_number(r.number);
    flow.put([=, bureau = printable(info.bureau), name = say.say("Receipt of a request"), number = printable(r.number),
              code = domain::short_request_number(r.number), y = flow.y()](Canvas& c) {
        c.text(FormFlow::left + FormFlow::width / 2, y, bureau, draw::sans(12), black, 0, Align::centre);
        c.text(FormFlow::left + FormFlow::width / 2, y + 19, name, draw::sans(19, true), black, 0, Align::centre);
        c.text(FormFlow::left, y + 38, number, draw::sans(9.5), black);
        draw::draw_qr(c, code, FormFlow::left + FormFlow::width - qr_size, y - 6, qr_size);
    });
    flow.gap(56);
    auto const* of = catalog.find_class(r.class_key);
    flow.fields({{say.say("Source"), r.external_number.empty() ? r.source : r.source + ' ' + r.external_number},
                 {say.say("Received"), r.received_at.local_minutes(offset)}});
    flow.fields({{say.say("Caller"), r.caller}, {say.say("Phone"), r.caller_phone}});
    flow.fields({{say.say("Class"), of ? of->name.in(language) : r.class_key},
                 {say.say("Answer due"), r.deadline ? r.deadline->local_minutes(offset) : std::string{}}});
    flow.fields({{say.say("Place"), r.road.empty() ? r.place : r.road + ' ' + r.place}});
    flow.fields({{say.say("What is asked for"), r.description}}, 60);
    if (!r.answer.empty())
        flow.fields({{say.say("Answer"), r.answer}, {say.say("Answered at"), r.answered_at ? r.answered_at->local_minutes(offset) : ""}}, 40);
    flow.fields({{say.say("Registered by"), r.registered_by}, {say.say("Seal"), ""}}, 54);
    flow.gap(8);
    flow.text(say.say("Ask about this request by its number {0}.", domain::short_request_number(r.number)), draw::sans(9));
    impl_->mark = info.illustrative ? say.say("Illustrative data") : std::string{};
    impl_->pages = std::move(flow.pages());
    impl_->page_words.resize(impl_->pages.size());
}

ReceiptDocument::~ReceiptDocument() = default;
std::string const& ReceiptDocument::title() const noexcept { return impl_->title; }
int ReceiptDocument::pages() const noexcept { return static_cast<int>(impl_->pages.size()); }
void ReceiptDocument::draw(Canvas& canvas, int page) const { impl_->draw(canvas, page); }

void write_pages(Pages const& pages, std::string const& path)
{
    if (!path.ends_with(".pdf"))
        throw Error{Error::Kind::usage, tr("Papers are written as .pdf."), Text::verbatim(path), tr("Let the name end in .pdf.")};
    draw::require_chinese_font();
    draw::PdfFile pdf{path, Pages::width_pt, Pages::height_pt, pages.title()};
    for (int page = 0; page < pages.pages(); ++page) {
        pages.draw(pdf.canvas(), page);
        pdf.next_page();
    }
    pdf.finish();
}

} // namespace taizhang::report
