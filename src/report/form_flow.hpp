#pragma once

#include "draw/canvas.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace taizhang::report {

using FormPage = std::vector<std::function<void(draw::Canvas&)>>;

/// Makes what people typed fit for paper; knows characters it has met, since asking the fonts is slow.
class Printable {
public:
    /// Without control and invisible characters; 〓 where no installed font has the character.
    [[nodiscard]] std::string operator()(std::string const& text);

private:
    std::map<std::string, bool, std::less<>> drawable_;
};

/// Forms of boxes with label and value, filled from top to bottom over as many pages as they need. Measured once, drawn
/// often. What is written in is made printable first: no control characters, and 〓 for what no font here can draw.
class FormFlow {
public:
    static constexpr double left = 51, top = 45, width = 493.276, bottom = 790;

    FormFlow() { new_page(); }
    /// Stands at the top of every page that follows.
    void set_head(double height, std::function<void(draw::Canvas&)> draw);
    void new_page();
    [[nodiscard]] double room() const { return bottom - y_; }
    [[nodiscard]] double y() const { return y_; }
    void gap(double points) { y_ += points; }
    /// A sheet of its own for what follows: a new page unless this one is empty.
    void start_form();

    /// Drawn here and now at the current place, without moving on.
    void put(std::function<void(draw::Canvas&)> command) { pages_.back().push_back(std::move(command)); }
    void text(std::string const& words, draw::Font const& font, draw::Align align = draw::Align::left);

    struct Field {
        std::string label, value;
        double share = 1; ///< of the row's width
    };
    /// One row of boxes; a value too tall for a page goes on in further rows.
    void fields(std::vector<Field> const& fields, double least_height = 22);
    /// A box with a label at the left and empty room to write, stamp or draw in.
    void box(std::string const& label, double height, std::function<void(draw::Canvas&, double x, double y, double w, double h)> inside = {});

    struct Column {
        std::string head;
        double share = 1;
        draw::Align align = draw::Align::left;
        bool tick = false; ///< an empty square to tick
    };
    /// The head is repeated on every page; no row is cut.
    void table(std::vector<Column> const& columns, std::vector<std::vector<std::string>> const& rows, double least_height = 18);

    [[nodiscard]] std::vector<FormPage>& pages() noexcept { return pages_; }

private:
    void table_head(std::vector<Column> const& columns, double total);

    draw::Image measure_{1, 1};
    Printable printable_;
    std::vector<FormPage> pages_;
    double y_ = top, head_height_ = 0;
    std::function<void(draw::Canvas&)> head_;
};

[[nodiscard]] inline std::string printable(std::string const& text) { return Printable{}(text); }

} // namespace taizhang::report
