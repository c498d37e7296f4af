#include "store/conn.hpp"

#include "base/text.hpp"

namespace taizhang::store {
namespace {

std::string lines_for(std::string_view migration, std::string_view engine)
{
    std::string out;
    bool skip = false;
    for (auto const& line : split(migration, '\n')) {
        auto const word = trimmed(line);
        if (word == "-- @end")
            skip = false;
        else if (word.starts_with("-- @"))
            skip = word.substr(4) != engine;
        else if (!skip)
            out += line + '\n';
    }
    return out;
}

} // namespace

std::string fill_dialect(std::string_view migration, std::string_view engine,
                         std::function<std::string(std::string const&, std::vector<std::string> const&)> const& fill)
{
    auto const text = lines_for(migration, engine);
    std::string out;
    for (std::size_t at = 0;;) {
        auto const open = text.find("{{", at);
        out += text.substr(at, open - at);
        if (open == std::string::npos)
            return out;
        auto const close = text.find("}}", open);
        auto words = split(text.substr(open + 2, close - open - 2), ' ');
        auto const token = words.front();
        words.erase(words.begin());
        out += fill(token, words);
        at = close + 2;
    }
}

std::int64_t insert_returning_id(Query& query)
{
    (void)query.step();
    auto const id = query.integer(0);
    query.run();
    return id;
}

void in_transaction(Conn& conn, std::function<void()> const& work)
{
    conn.begin();
    try {
        work();
        conn.commit();
    } catch (...) {
        conn.rollback();
        throw;
    }
}

} // namespace taizhang::store
