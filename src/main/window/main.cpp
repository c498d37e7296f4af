// taizhang: the window, and the object graph behind it.
#include "base/platform.hpp"
#include "exchange/files.hpp"
#include "main/pictures.hpp"
#include "present/workbench.hpp"
#include "store/store.hpp"
#include "ui/main_window.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/app.h>
#include <wx/intl.h>
#include <wx/translation.h>

#include <clocale>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <unistd.h>

namespace taizhang {

namespace {

/// The setting, else the locale, else Chinese.
Language language_to_speak()
{
    auto tag = platform::setting("language");
    if (tag.empty())
        tag = platform::locale_language();
    return language_from(tag);
}

class Window : public wxApp {
public:
    bool OnInit() override
    {
        SetAppName("taizhang");
        SetExitOnFrameDelete(false);
        auto* const translations = new wxTranslations; // of wx's own labels
        wxTranslations::Set(translations);
        wear();
        bench_ = std::make_unique<present::Workbench>(
            present::Services{*opener_, files_, clock_, [this](std::function<void()> f) { CallAfter(std::move(f)); }, *pictures_},
            language_to_speak());
        remember_ledger_ = bench_->ledger_changed.subscribe([this](auto const&) { remember_ledger(); });
        show_window();
        auto const asked = argc > 1 ? ui::utf8(wxString{argv[1]}) : platform::setting("last_ledger");
        if (!asked.empty())
            bench_->open(asked);
        return true;
    }

    int OnExit() override
    {
        remember_ledger_ = {};
        bench_.reset();
        return wxApp::OnExit();
    }

private:
    void show_window()
    {
        wxTranslations::Get()->SetLanguage(bench_->say().language() == Language::zh ? "zh_CN" : "en");
        wxTranslations::Get()->AddStdCatalog();
        auto* const window = new ui::MainWindow{*bench_,
                                                {.speak =
                                                     [this](Language language) {
                                                         bench_->speak(language);
                                                         remember("language", std::string{tag_of(language)});
                                                         replace_window();
                                                     },
                                                 .wear =
                                                     [this](bool dark) {
                                                         remember("theme", dark ? "dark" : "light");
                                                         wear();
                                                         replace_window();
                                                     },
                                                 .scale =
                                                     [this](int steps) {
                                                         remember("text.size", decimal(text_size() + steps, 1));
                                                         wear();
                                                         replace_window();
                                                     },
                                                 .setting = platform::setting,
                                                 .remember = [this](std::string const& key, std::string const& value) { remember(key, value); },
                                                 .version = TAIZHANG_VERSION,
                                                 .may_lead_around = argc <= 1}};
        window->Bind(wxEVT_DESTROY, [this, window](wxWindowDestroyEvent& event) {
            if (event.GetEventObject() == window && GetTopWindow() == window)
                ExitMainLoop();
            event.Skip();
        });
        SetTopWindow(window);
        window->Show();
    }

    /// Points of body text: 10.5 unless the user wants it larger or smaller.
    static double text_size()
    {
        double size = 0;
        ui::wx(platform::setting("text.size")).ToCDouble(&size);
        return size < 8 || size > 18 ? 10.5 : size;
    }

    static void wear() { ui::wear(platform::setting("theme") == "dark", text_size()); }

    void replace_window()
    {
        auto* const old = static_cast<ui::MainWindow*>(GetTopWindow());
        auto const page = old->page();
        auto const place = old->GetRect();
        SetTopWindow(nullptr);
        show_window();
        auto* const fresh = static_cast<ui::MainWindow*>(GetTopWindow());
        fresh->SetSize(place);
        fresh->go_to(page);
        old->Destroy();
    }

    void remember(std::string const& key, std::string const& value)
    {
        try {
            platform::set_setting(key, value);
        } catch (...) {
            bench_->complain(std::current_exception());
        }
    }

    void remember_ledger()
    {
        if (bench_->is_open())
            remember("last_ledger", bench_->info().path);
    }

    SystemClock clock_;
    std::unique_ptr<app::LedgerOpener> opener_ = store::make_opener(clock_);
    exchange::GdalFiles files_;
    std::unique_ptr<app::PictureFiles> pictures_ = make_pictures();
    std::unique_ptr<present::Workbench> bench_;
    Subscription remember_ledger_;
};

/// GTK's own words (file and print dialogs) follow LANGUAGE; Chinese arguments need a UTF-8 locale before main begins, so
/// without one the program starts anew once.
void ensure_locale(char** argv)
{
    setenv("LANGUAGE", language_to_speak() == Language::zh ? "zh_CN" : "en", 1);
    auto const* const codeset = std::setlocale(LC_ALL, "") ? std::setlocale(LC_CTYPE, nullptr) : nullptr;
    bool const utf8 = codeset && (std::strstr(codeset, "UTF-8") || std::strstr(codeset, "utf8"));
    if (utf8 || std::getenv("TAIZHANG_RESTARTED"))
        return;
    setenv("TAIZHANG_RESTARTED", "1", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    execv("/proc/self/exe", argv);
}

} // namespace

} // namespace taizhang

wxIMPLEMENT_APP_NO_MAIN(taizhang::Window);

int main(int argc, char** argv)
{
    taizhang::ensure_locale(argv);
    std::setlocale(LC_NUMERIC, "C");
    return wxEntry(argc, argv);
}
