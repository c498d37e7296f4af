#pragma once

#include "base/date.hpp"
#include "base/text.hpp"
#include "domain/catalog.hpp"
#include "geo/units.hpp"
#include "map/scene.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a paper says, in one language and before any page or sheet: PDF, preview, printer, xlsx and HTML are made from this.
namespace taizhang::report {

/// Words with what they lead to: "figure:KEY", "orders:NAME", "road:ROAD|KEY", "order:UID", "asset:UID"; "" = nothing.
struct Span {
    std::string text;
    std::string link{};
    std::string name{}; ///< of the number it prints, which editing must leave alone: orders.received, figure:KEY; "" = plain words
};

struct Heading {
    std::string text;
    int level = 1;        ///< 1 一、 2 （一） 3 1.
    std::string section{}; ///< key, for editing and jumping
};

struct Paragraph {
    std::vector<Span> spans;
    enum class Kind { body, note, centred, right } kind = Kind::body;
    std::string section{};
    [[nodiscard]] std::string text() const;
};

enum class Align { left, centre, right };

struct Column {
    std::string head;
    double width = 1; ///< share
    Align align = Align::left;
};

struct Cell {
    std::string text;
    std::optional<double> number{}; ///< what a sheet adds up; absent for 约95 and —
    int decimals = 0;
    std::string link{};
};

struct Table {
    std::string key, title, note;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    std::size_t totals = 0;      ///< that many of the last rows are sums
    bool landscape = false;
};

struct Chart {
    enum class Kind { trend, bars } kind = Kind::bars;
    std::string key, title, unit;
    std::vector<std::string> labels;
    struct Series {
        std::string name;
        std::vector<double> values;     ///< one per label
        std::vector<std::string> words; ///< as printed
        std::vector<std::string> links;
    };
    std::vector<Series> series;
};

/// Where the period's work was done.
struct MapFigure {
    std::string title;
    std::shared_ptr<map::Scene const> scene; ///< roads and names below the dots; may be null
    struct Dot {
        geo::Position at;
        std::string class_key, link;
        std::int64_t orders = 1;
    };
    std::vector<Dot> dots;
    double around_metres = 0; ///< at least so much is shown around the dots
    domain::Catalog const* catalog = nullptr; ///< for the dots' colours
    Language language = Language::zh;
};

/// 填报单位（盖章） and the three who sign.
struct Signatures {
    std::string unit, date, in_charge, checked_by, prepared_by, phone;
    std::string unit_words, in_charge_words, checked_words, prepared_words, phone_words, date_words;
};

struct PageBreak {};

/// A QR code beside words.
struct Code {
    std::string text, caption;
};

using Block = std::variant<Heading, Paragraph, Table, Chart, MapFigure, Signatures, PageBreak, Code>;

struct Content {
    std::string title, period;   ///< the period's words, beside which a long title is parted
    std::string document_number; ///< 左住建报〔2025〕4号
    std::string mark;            ///< 示意数据, 草稿: at the top of every page
    std::string author, subject;
    Instant made_at = Instant::from_millis(0);
    std::string continued;       ///< （续表）
    Language language = Language::zh;
    std::vector<Block> blocks;
    std::vector<std::string> closing; ///< small words at the very end: hash, fonts
};

} // namespace taizhang::report
