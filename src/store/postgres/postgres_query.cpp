#include "store/postgres/postgres_query.hpp"

#include <libpq-fe.h>

#include <charconv>

namespace taizhang::store {

PostgresQuery::~PostgresQuery() { forget(); }

Query& PostgresQuery::bind(int n, Value value)
{
    auto const index = static_cast<std::size_t>(n - 1);
    if (values_.size() <= index)
        values_.resize(index + 1);
    auto const geometry = std::holds_alternative<Wkb>(value) ? conn_.geometry_type() : 0;
    values_[index] = pg::wire_of(std::move(value), geometry);
    return *this;
}

bool PostgresQuery::step()
{
    if (state_ == State::done)
        return false;
    if (state_ == State::kept)
        return step_kept();
    try {
        bool const first = state_ == State::ready;
        state_ = State::streaming;
        if (take(first ? conn_.start(sql_, values_, this) : conn_.next_result(*this)))
            return true;
        state_ = State::done;
        return false;
    } catch (...) {
        conn_.drop_stream(*this);
        state_ = State::done;
        throw;
    }
}

bool PostgresQuery::step_kept()
{
    if (kept_.empty()) {
        state_ = State::done;
        return false;
    }
    kept_row_ = std::move(kept_.front());
    kept_.pop_front();
    read_kept_row();
    return true;
}

void PostgresQuery::read_kept_row()
{
    auto const* at = kept_row_.data();
    for (auto& cell : cells_) {
        cell.second = pg::int32_at(at);
        cell.first = at + 4;
        at = cell.first + std::max(cell.second, 0);
    }
}

bool PostgresQuery::take(PostgresConn::Result result)
{
    if (!result) {
        conn_.stream_ended(*this);
        return false;
    }
    switch (PQresultStatus(result.get())) {
    case PGRES_SINGLE_TUPLE:
        if (types_.empty())
            look_at_columns(result.get());
        row_ = std::move(result);
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            auto const column = static_cast<int>(i);
            bool const null = PQgetisnull(row_.get(), 0, column) != 0;
            cells_[i] = {PQgetvalue(row_.get(), 0, column), null ? -1 : PQgetlength(row_.get(), 0, column)};
        }
        return true;
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK: {
        std::string_view const rows = PQcmdTuples(result.get());
        std::int64_t affected = 0;
        std::from_chars(rows.data(), rows.data() + rows.size(), affected);
        conn_.set_affected(affected);
        return take(conn_.next_result(*this)); // null: the statement's end
    }
    default: conn_.fail(result.get(), sql_);
    }
}

void PostgresQuery::look_at_columns(pg_result const* result)
{
    auto const columns = PQnfields(result);
    for (int i = 0; i < columns; ++i) {
        types_.push_back(PQftype(result, i));
        names_.emplace_back(PQfname(result, i));
        auto const type = types_.back();
        if (!pg::is_integer(type) && !pg::is_real(type) && !pg::is_text(type) && type != pg::bytea && type != conn_.geometry_type_if_known())
            throw Error{Error::Kind::internal, tr("The column {0} has a type of the server that is not understood (number {1}): cast it in SQL.",
                                                  names_.back(), static_cast<std::int64_t>(type)), Text::verbatim(conn_.where())};
    }
    cells_.resize(types_.size());
}

namespace {

template <class Cells>
std::string compact(Cells const& cells)
{
    std::string row;
    for (auto const& [at, length] : cells) {
        pg::append_int32(row, length);
        if (length > 0)
            row.append(at, static_cast<std::size_t>(length));
    }
    return row;
}

} // namespace

void PostgresQuery::keep_rest()
{
    auto current = row_ ? compact(cells_) : std::string{};
    bool const has_current = row_ != nullptr;
    while (take(conn_.next_result(*this)))
        kept_.push_back(compact(cells_));
    if (has_current) { // the row that is being looked at stays readable until the next step()
        kept_row_ = std::move(current);
        read_kept_row();
    }
    row_.reset();
    state_ = State::kept;
}

void PostgresQuery::forget() noexcept
{
    if (state_ == State::streaming)
        conn_.drop_stream(*this);
    state_ = State::ready;
    row_.reset();
    kept_.clear();
    kept_row_.clear();
}

void PostgresQuery::reset()
{
    forget();
    values_.clear();
}

PostgresQuery::Cell PostgresQuery::cell(int column) const { return cells_.at(static_cast<std::size_t>(column)); }

std::string_view PostgresQuery::data(int column) const
{
    auto const [at, length] = cell(column);
    if (length < 0)
        unexpected(column);
    return {at, static_cast<std::size_t>(length)};
}

std::int64_t PostgresQuery::integer(int column) const
{
    auto const value = data(column);
    auto const type = types_.at(static_cast<std::size_t>(column));
    if (!pg::is_integer(type) || (type == pg::numeric && pg::int16_at(value.data() + 6) != 0))
        unexpected(column);
    return pg::integer_of(type, value);
}

double PostgresQuery::real(int column) const
{
    auto const value = data(column);
    auto const type = types_.at(static_cast<std::size_t>(column));
    if (!pg::is_real(type) && !pg::is_integer(type))
        unexpected(column);
    return pg::real_of(type, value);
}

std::string PostgresQuery::text(int column) const
{
    auto const value = data(column);
    if (!pg::is_text(types_.at(static_cast<std::size_t>(column))))
        unexpected(column);
    return std::string{value};
}

std::string_view PostgresQuery::view(int column) const
{
    auto const value = data(column);
    auto const type = types_.at(static_cast<std::size_t>(column));
    if (!pg::is_integer(type))
        return value;
    number_ = std::to_string(pg::integer_of(type, value));
    return number_;
}

std::string PostgresQuery::wkb(int column) const { return pg::wkb_from_ewkb(data(column)); }

std::string PostgresQuery::bytes(int column) const
{
    auto const value = data(column);
    if (types_.at(static_cast<std::size_t>(column)) != pg::bytea)
        unexpected(column);
    return std::string{value};
}

Value PostgresQuery::value(int column) const
{
    if (is_null(column))
        return {};
    auto const type = types_.at(static_cast<std::size_t>(column));
    if (type == pg::bytea)
        return Bytes{bytes(column)};
    if (type == conn_.geometry_type_if_known())
        return Wkb{wkb(column)};
    if (pg::is_text(type))
        return text(column);
    if (pg::is_integer(type) && type != pg::numeric)
        return integer(column);
    return real(column);
}

void PostgresQuery::unexpected(int column) const
{
    Error error{Error::Kind::corrupt, tr("The ledger holds an unexpected value in {0}.", names_.at(static_cast<std::size_t>(column))),
                Text::verbatim(conn_.where()), tr("Run the check; restore a backup if it finds damage.")};
    error.add_context("running: " + sql_);
    throw error;
}

} // namespace taizhang::store
