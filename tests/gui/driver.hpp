#pragma once

#include "app/desk.hpp"
#include "exchange/files.hpp"
#include "present/workbench.hpp"
#include "store/store.hpp"
#include "support/pictures.hpp"
#include "support/temp_folder.hpp"
#include "ui/main_window.hpp"

#include <wx/app.h>

#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <type_traits>

namespace taizhang::gui {

/// Runs `work` on the thread of the windows, also while a modal dialog is up, and waits for its answer.
template <class Work>
auto on_main(Work work) -> std::invoke_result_t<Work>
{
    if (wxIsMainThread()) // asked from within another answer
        return work();
    using Answer = std::invoke_result_t<Work>;
    std::packaged_task<Answer()> task{std::move(work)};
    auto answer = task.get_future();
    wxTheApp->CallAfter([&task] { task(); });
    return answer.get();
}

/// Asks the condition on the windows' thread until it holds; false after ten seconds.
bool until(std::function<bool()> const& condition, std::chrono::milliseconds limit = std::chrono::seconds{10});

/// How the window looks; sizes in logical pixels.
struct Look {
    bool dark = false;
    wxSize size{1280, 800};
};

/// A window over a ledger of its own, on 2025-11-20 in Zuoyun.
class Program {
public:
    enum class With { nothing, empty_ledger, sample };
    enum class Start { usual, first }; ///< first: nobody has looked around yet
    explicit Program(With with, Language language = Language::zh, Start start = Start::usual, Look look = {});
    ~Program();

    [[nodiscard]] std::filesystem::path const& folder() const { return folder_.path(); }
    [[nodiscard]] std::string ledger_path() const { return (folder() / "t.gpkg").string(); }
    [[nodiscard]] present::Workbench& bench() { return *bench_; }
    [[nodiscard]] ui::MainWindow& window() { return *window_; }
    /// What the window remembered of its user.
    [[nodiscard]] std::string remembered(std::string const& key);
    /// Another look at the ledger, as a second program would have it.
    [[nodiscard]] std::unique_ptr<app::Ledger> look();
    /// Closes the window as its user does and waits until everything was let go.
    void quit();

private:
    test::TempFolder folder_;
    FixedClock clock_;
    std::unique_ptr<app::LedgerOpener> opener_;
    exchange::GdalFiles files_;
    test::RealPictures pictures_;
    std::unique_ptr<present::Workbench> bench_;
    std::map<std::string, std::string> settings_;
    ui::MainWindow* window_ = nullptr;
};

/// The order with the highest number.
[[nodiscard]] domain::WorkOrder newest_order(app::Ledger const& ledger);
/// Number of the newest entry in the record of changes; 0 = nothing was changed yet.
[[nodiscard]] std::int64_t last_change(app::Ledger const& ledger);
/// Waits until that page is shown.
[[nodiscard]] bool on_page(Program& program, ui::MainWindow::PageKey page);

/// Somebody at the keyboard. Every chord, click and filled field is one action (DESIGN 1).
class User {
public:
    /// A chord in the words of xdotool: ctrl+n, Return, Down.
    void press(std::string const& chord);
    /// Types into whatever has the focus.
    void type(std::string const& text);
    /// Clicks the widget of that name where it is shown.
    void click(std::string const& id);
    void click_at(std::string const& id, int x, int y, int button = 1);
    void drag(std::string const& id, int from_x, int from_y, int to_x, int to_y);
    void turn_wheel(std::string const& id, int x, int y, int clicks);
    void click_row(std::string const& table, int row);
    void click_header(std::string const& table, int column);
    /// Replaces what stands in the field.
    void fill(std::string const& id, std::string const& text);
    [[nodiscard]] int actions() const noexcept { return actions_; }

private:
    int actions_ = 0;
};

/// Waits until a widget of that name is on the screen.
[[nodiscard]] bool until_shown(std::string const& id);
/// Waits until there is no such widget any more, or it is hidden.
[[nodiscard]] bool until_gone(std::string const& id);
[[nodiscard]] bool until_enabled(std::string const& id);
/// Waits until the widget's words hold that text.
[[nodiscard]] bool until_says(std::string const& id, std::string const& words);
/// Text of a table's cell as shown.
[[nodiscard]] std::string cell_text(std::string const& table, unsigned row, unsigned column);
[[nodiscard]] unsigned rows_in(std::string const& table);
/// Name of the widget that has the focus; "" when it has none.
[[nodiscard]] std::string focused();
/// Goes to a page with its chord until what work begins at is there and has the keyboard.
void enter_page(User& user, std::string const& chord, std::string const& first);
/// Chooses the entry of a choice that begins so, as its user does.
void choose(std::string const& id, std::string const& beginning);
/// Waits for a native dialog of that title (file, printer), which wx does not list.
bool until_titled(std::string const& title);
/// Is a widget of that name on the screen?
[[nodiscard]] bool is_shown(std::string const& id);
[[nodiscard]] bool is_enabled(std::string const& id);
/// Label or value of the widget.
[[nodiscard]] std::string text_of(std::string const& id);
/// Every text that the shown widgets hold.
[[nodiscard]] std::vector<std::string> all_texts();
/// Entry of a choice.
[[nodiscard]] std::string chosen_in(std::string const& id);

} // namespace taizhang::gui
