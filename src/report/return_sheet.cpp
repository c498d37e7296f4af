#include "report/return_sheet.hpp"

#include "app/importing_requests.hpp"
#include "app/requests.hpp"
#include "base/error.hpp"
#include "base/translator.hpp"

#include <xlsxwriter.h>

#include <filesystem>
#include <optional>
#include <utility>

namespace taizhang::report {
namespace {

using Cells = std::vector<std::string>;

class Sheet {
public:
    Sheet(std::string path, std::string const& name) : path_{std::move(path)}, unfinished_{path_ + ".part.xlsx"}, book_{workbook_new(unfinished_.c_str())}
    {
        head_ = workbook_add_format(book_);
        format_set_bold(head_);
        format_set_border(head_, LXW_BORDER_THIN);
        format_set_bg_color(head_, 0xF0F0F0);
        cell_ = workbook_add_format(book_);
        format_set_border(cell_, LXW_BORDER_THIN);
        format_set_text_wrap(cell_);
        sheet_ = workbook_add_worksheet(book_, name.c_str());
        worksheet_freeze_panes(sheet_, 1, 0);
        worksheet_repeat_rows(sheet_, 0, 0);
        worksheet_set_paper(sheet_, 9);
        worksheet_set_landscape(sheet_);
    }
    ~Sheet()
    {
        if (!book_)
            return;
        std::error_code ignored;
        workbook_close(book_);
        std::filesystem::remove(unfinished_, ignored);
    }
    Sheet(Sheet const&) = delete;
    Sheet& operator=(Sheet const&) = delete;

    void add(Cells const& cells)
    {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const column = static_cast<lxw_col_t>(i);
            if (row_ == 0)
                worksheet_set_column(sheet_, column, column, 18, nullptr);
            // text, so that long numbers keep their digits
            worksheet_write_string(sheet_, row_, column, cells[i].c_str(), row_ == 0 ? head_ : cell_);
        }
        ++row_;
    }
    void finish()
    {
        auto* const book = std::exchange(book_, nullptr);
        std::error_code ignored;
        if (auto const status = workbook_close(book); status != LXW_NO_ERROR) {
            std::filesystem::remove(unfinished_, ignored);
            throw Error{Error::Kind::io, tr("The file was not written: {0}", lxw_strerror(status)), Text::verbatim(path_),
                        tr("Choose another place and try again.")};
        }
        std::filesystem::rename(unfinished_, path_);
    }

private:
    std::string path_, unfinished_;
    lxw_workbook* book_;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format *head_ = nullptr, *cell_ = nullptr;
    lxw_row_t row_ = 0;
};

/// What goes back about one request.
class Answers {
public:
    Answers(app::Ledger const& ledger, Language language) : ledger_{ledger}, say_{language}, offset_{ledger.info().utc_offset_minutes} {}

    [[nodiscard]] std::string state(domain::Request const& r) const
    {
        // the other system knows nothing of our joining: to it the matter is simply as far as the one that goes on
        return say_(domain::label(app::answering(ledger_, r).state));
    }
    [[nodiscard]] std::string answer(domain::Request const& r) const
    {
        auto const own = app::answering(ledger_, r);
        return !own.answer.empty() ? own.answer : own.state == domain::RequestState::refused ? own.reason : std::string{};
    }
    [[nodiscard]] std::string time(domain::Request const& r) const
    {
        auto const own = app::answering(ledger_, r);
        return own.answered_at ? own.answered_at->local_minutes(offset_) : std::string{};
    }
    [[nodiscard]] std::string unit(domain::Request const& r) const
    {
        std::vector<std::string> units;
        for (auto const& uid : app::answering(ledger_, r).order_uids)
            if (auto const order = ledger_.order(uid); !order.crew.empty())
                units.push_back(order.crew);
        return joined(units, "、");
    }
    [[nodiscard]] std::string received(domain::Request const& r) const { return r.received_at.local_minutes(offset_); }
    [[nodiscard]] Translator const& say() const noexcept { return say_; }

private:
    app::Ledger const& ledger_;
    Translator say_;
    int offset_;
};

/// Their columns and where our words go.
struct Columns {
    Cells headers;
    std::size_t number = 0, state = 0, answer = 0, time = 0, unit = 0;
};

Columns columns_of(app::SourceTable const& theirs, Translator const& say)
{
    Columns c;
    c.headers = theirs.headers();
    std::optional<std::size_t> number, state, answer, time, unit;
    for (std::size_t i = 0; i < c.headers.size(); ++i) {
        auto const field = app::request_field_of(c.headers[i]);
        auto const folded = folded_header(c.headers[i]);
        auto const take = [i](std::optional<std::size_t>& into) {
            if (!into)
                into = i;
        };
        if (field == "external_number")
            take(number);
        else if (field == "answer")
            take(answer);
        else if (field == "closed_at")
            take(time);
        else if (folded == "办理状态" || folded == "状态" || folded == "处理状态" || folded == "status")
            take(state);
        else if (folded == "办理单位" || folded == "承办单位" || folded == "处置单位")
            take(unit);
    }
    if (!number)
        throw Error{Error::Kind::invalid_input, tr("The sheet has no column with the number of the request."), {},
                    tr("It has: {0}.", joined(c.headers, ", "))};
    auto const or_new = [&](std::optional<std::size_t> const& there, std::string header) {
        if (there)
            return *there;
        c.headers.push_back(std::move(header));
        return c.headers.size() - 1;
    };
    c.number = *number;
    c.state = or_new(state, say.say("State of handling"));
    c.answer = or_new(answer, say.say("Answer"));
    c.time = or_new(time, say.say("Answered at"));
    c.unit = or_new(unit, say.say("Handled by"));
    return c;
}

/// Several sources may use one number; theirs is that of 12345 unless only another has it.
std::string uid_of(app::Ledger const& ledger, std::string const& number)
{
    if (auto uid = ledger.requests().known("12345热线", number); !uid.empty())
        return uid;
    try {
        return ledger.requests().get(number).uid;
    } catch (Error const& e) {
        if (e.kind() == Error::Kind::not_found || e.kind() == Error::Kind::refused)
            return {};
        throw;
    }
}

ReturnSheet fill_theirs(app::Ledger const& ledger, app::SourceTable& theirs, Answers const& answers, Sheet& sheet)
{
    ReturnSheet written;
    auto const columns = columns_of(theirs, answers.say());
    sheet.add(columns.headers);
    app::SourceRow row;
    while (theirs.next(row)) {
        auto cells = row.cells;
        cells.resize(columns.headers.size());
        auto const number = std::string{trimmed(cells[columns.number])};
        auto const uid = number.empty() ? std::string{} : uid_of(ledger, number);
        if (!uid.empty()) {
            auto const request = ledger.requests().get(uid);
            auto const put = [&](std::size_t column, std::string words) {
                if (!words.empty())
                    cells[column] = std::move(words);
            };
            put(columns.state, answers.state(request));
            auto const answer = answers.answer(request);
            written.answered += !answer.empty();
            put(columns.answer, answer);
            put(columns.time, answers.time(request));
            put(columns.unit, answers.unit(request));
        }
        sheet.add(cells);
        ++written.rows;
    }
    return written;
}

ReturnSheet write_ours(app::Ledger const& ledger, Answers const& answers, Sheet& sheet)
{
    ReturnSheet written;
    auto const& say = answers.say();
    sheet.add({say.say("Number outside"), say.say("Receipt number"), say.say("Source"), say.say("Received"), say.say("What is asked for"),
               say.say("Place"), say.say("State of handling"), say.say("Answer"), say.say("Answered at"), say.say("Handled by")});
    ledger.requests().each({}, [&](domain::Request const& r) {
        if (r.external_number.empty())
            return;
        auto const answer = answers.answer(r);
        written.answered += !answer.empty();
        ++written.rows;
        sheet.add({r.external_number, r.number, r.source, answers.received(r), r.description, r.road.empty() ? r.place : r.road + ' ' + r.place,
                   answers.state(r), answer, answers.time(r), answers.unit(r)});
    });
    return written;
}

} // namespace

ReturnSheet write_return_sheet(app::Ledger const& ledger, app::SourceTable* theirs, Language language, std::string const& path)
{
    if (!path.ends_with(".xlsx"))
        throw Error{Error::Kind::usage, tr("The sheet is written as .xlsx."), Text::verbatim(path), tr("Let the name end in .xlsx.")};
    Answers const answers{ledger, language};
    Sheet sheet{path, answers.say().say("Return sheet")};
    auto const written = theirs ? fill_theirs(ledger, *theirs, answers, sheet) : write_ours(ledger, answers, sheet);
    sheet.finish();
    return written;
}

} // namespace taizhang::report
