#include "exchange/grid.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <string_view>

namespace taizhang::exchange {
namespace {

/// How many separators each of the first lines has outside quotes.
std::vector<std::size_t> separators_per_line(std::string_view text, char separator)
{
    std::vector<std::size_t> counts{0};
    bool quoted = false;
    for (auto const c : text.substr(0, 20'000)) {
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == separator)
            ++counts.back();
        else if (!quoted && c == '\n') {
            if (counts.size() == 30)
                return counts;
            counts.push_back(0);
        }
    }
    if (counts.size() > 1)
        counts.pop_back(); // the last may be cut or empty
    return counts;
}

/// The separator whose number a line most lines agree on.
char separator_of(std::string_view text)
{
    char best = ',';
    std::size_t best_score = 0;
    for (auto const separator : {',', '\t', ';', '|'}) {
        std::map<std::size_t, std::size_t> lines_with;
        for (auto const n : separators_per_line(text, separator))
            if (n > 0)
                ++lines_with[n];
        std::size_t score = 0;
        for (auto const& [n, lines] : lines_with)
            score = std::max(score, lines * 100 + std::min<std::size_t>(n, 99));
        if (score > best_score) {
            best = separator;
            best_score = score;
        }
    }
    return best;
}

class CsvGrid final : public Grid {
public:
    explicit CsvGrid(std::string text) : text_{std::move(text)}, separator_{separator_of(text_)} {}

    bool next(GridRow& row) override
    {
        if (at_ >= text_.size())
            return false;
        row.number = ++number_;
        std::size_t n = 0;
        do {
            if (row.cells.size() <= n)
                row.cells.emplace_back();
            take_cell(row.cells[n++]);
        } while (at_ < text_.size() && text_[at_] == separator_ && ++at_);
        row.cells.resize(n);
        skip_line_end();
        return true;
    }
    void rewind() override { at_ = 0, number_ = 0; }
    std::int64_t rows_if_known() const override
    {
        if (rows_ < 0)
            rows_ = std::count(text_.begin(), text_.end(), '\n');
        return rows_;
    }

private:
    void take_cell(std::string& cell)
    {
        cell.clear();
        if (at_ < text_.size() && text_[at_] == '"')
            take_quoted(cell);
        auto const end = plain_end();
        cell.append(text_, at_, end - at_);
        at_ = end;
        // what our own export put before a text that a sheet would take for a formula
        if (cell.size() > 1 && cell[0] == '\'' && std::string_view{"=+-@\t\r"}.find(cell[1]) != std::string_view::npos)
            cell.erase(0, 1);
    }
    void take_quoted(std::string& cell)
    {
        ++at_;
        for (;;) {
            auto const quote = std::min(text_.find('"', at_), text_.size());
            cell.append(text_, at_, quote - at_);
            at_ = quote + 1;
            if (at_ >= text_.size() || text_[at_] != '"')
                break;
            cell += '"';
            ++at_;
        }
        at_ = std::min(at_, text_.size());
    }
    [[nodiscard]] std::size_t plain_end() const
    {
        auto i = at_;
        while (i < text_.size() && text_[i] != separator_ && text_[i] != '\n' && text_[i] != '\r')
            ++i;
        return i;
    }
    void skip_line_end()
    {
        if (at_ < text_.size() && text_[at_] == '\r')
            ++at_;
        if (at_ < text_.size() && text_[at_] == '\n')
            ++at_;
    }

    std::string text_;
    char separator_;
    std::size_t at_ = 0;
    std::int64_t number_ = 0;
    mutable std::int64_t rows_ = -1;
};

} // namespace

std::unique_ptr<Grid> csv_grid(std::string text) { return std::make_unique<CsvGrid>(std::move(text)); }

} // namespace taizhang::exchange
