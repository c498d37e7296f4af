// taizhang_bench [--list] [--only PREFIX] [--assets N] [--orders N] [--city FILE]
#include "bench.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string_view>

namespace bench {

double median_ms(int runs, std::function<void()> const& work)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i)
        times.push_back(milliseconds(work));
    std::ranges::nth_element(times, times.begin() + runs / 2);
    return times[static_cast<std::size_t>(runs) / 2];
}

namespace {

/// A folder for ledgers and files, gone at the end.
class Folder {
public:
    Folder()
    {
        auto name = (std::filesystem::temp_directory_path() / "taizhang-bench-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::runtime_error{"no temporary folder"};
        path = name;
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

struct Asked {
    bool list = false;
    std::string only, city;
    int assets = 0, orders = 0;
};

bool number_from(std::string_view text, int& into)
{
    auto const [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), into);
    return wrong == std::errc{} && end == text.data() + text.size() && into > 0;
}

std::optional<Asked> asked(std::vector<std::string_view> const& words)
{
    Asked result;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--list")
            result.list = true;
        else if (words[i] == "--only" && i + 1 < words.size())
            result.only = words[++i];
        else if (words[i] == "--city" && i + 1 < words.size())
            result.city = words[++i];
        else if (words[i] == "--assets" && i + 1 < words.size()) {
            if (!number_from(words[++i], result.assets))
                return std::nullopt;
        } else if (words[i] == "--orders" && i + 1 < words.size()) {
            if (!number_from(words[++i], result.orders))
                return std::nullopt;
        } else
            return std::nullopt;
    }
    return result;
}

int run(std::vector<std::string_view> const& words)
{
    auto const what = asked(words);
    if (!what) {
        std::cerr << "taizhang_bench [--list] [--only PREFIX] [--assets N] [--orders N] [--city FILE]\n";
        return 2;
    }
    Folder const folder;
    Settings settings;
    settings.folder = folder.path;
    settings.city = what->city.empty() ? folder.path / "city.gpkg" : std::filesystem::path{what->city};
    if (what->assets > 0)
        settings.assets = what->assets;
    if (what->orders > 0)
        settings.orders = what->orders;
    auto all = figures();
    for (auto& figure : server_figures())
        all.push_back(std::move(figure));
    for (auto& figure : report_figures())
        all.push_back(std::move(figure));
    for (auto const& figure : all) {
        if (!figure.name.starts_with(what->only))
            continue;
        std::cout << figure.name << '\t';
        if (!what->list)
            std::cout << figure.measure(settings);
        std::cout << '\t' << figure.unit << '\t' << figure.goal << std::endl;
    }
    return 0;
}

} // namespace

} // namespace bench

int main(int argc, char** argv)
{
    try {
        return bench::run({argv + 1, argv + argc});
    } catch (std::exception const& error) {
        std::cerr << "taizhang_bench: " << error.what() << '\n';
        return 3;
    }
}
