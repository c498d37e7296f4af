// Starts a display of its own, runs the windows on this thread and the tests on another.
#include <wx/app.h>

#include <gtest/gtest.h>

#include <array>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// An X server without a screen that ends with us; it chooses its own number, so that tests may run side by side.
class Display {
public:
    Display()
    {
        std::array<int, 2> number_pipe{};
        if (pipe(number_pipe.data()) != 0)
            std::abort();
        server_ = fork();
        if (server_ == 0) {
            close(number_pipe[0]);
            prctl(PR_SET_PDEATHSIG, SIGTERM); // also when a case is aborted
            auto const fd = std::to_string(number_pipe[1]);
            auto const* const wanted = std::getenv("TAIZHANG_SCREEN"); // 2560x1440: of the contact sheet
            auto const screen = std::string{wanted ? wanted : "1440x900"} + "x24";
            execlp("Xvfb", "Xvfb", "-displayfd", fd.c_str(), "-screen", "0", screen.c_str(), "-nolisten", "tcp", nullptr);
            _exit(127);
        }
        close(number_pipe[1]);
        std::string number;
        for (char c = 0; read(number_pipe[0], &c, 1) == 1 && c != '\n';)
            number += c;
        close(number_pipe[0]);
        setenv("DISPLAY", (':' + number).c_str(), 1);
    }
    ~Display()
    {
        kill(server_, SIGTERM);
        waitpid(server_, nullptr, 0);
    }
    Display(Display const&) = delete;
    Display& operator=(Display const&) = delete;

private:
    pid_t server_ = -1;
};

class TestApp : public wxApp {
public:
    bool OnInit() override
    {
        SetExitOnFrameDelete(false);
        return true;
    }
};

void pin_surroundings()
{
    for (auto const& [name, value] : {std::pair{"LC_ALL", "C.UTF-8"}, {"LANGUAGE", "zh_CN"}, {"GDK_BACKEND", "x11"},
                                      {"GTK_THEME", "Adwaita"}, {"NO_AT_BRIDGE", "1"}, {"TZ", "America/New_York"},
                                      {"GSETTINGS_BACKEND", "memory"}, {"GTK_IM_MODULE", "gtk-im-context-simple"}})
        setenv(name, value, 1);
    setenv("GDK_SCALE", "1", 0); // the contact sheet asks for 2 as well
    std::setlocale(LC_ALL, "");
    std::setlocale(LC_NUMERIC, "C");
}

} // namespace

wxIMPLEMENT_APP_NO_MAIN(TestApp);

int main(int argc, char** argv)
{
    testing::InitGoogleTest(&argc, argv);
    if (GTEST_FLAG_GET(list_tests))
        return RUN_ALL_TESTS();
    Display const display;
    pin_surroundings();
    if (!wxEntryStart(argc, argv) || !wxTheApp->CallOnInit())
        return 1;
    int failed = 1;
    std::thread tests{[&] {
        failed = RUN_ALL_TESTS();
        wxTheApp->CallAfter([] { wxTheApp->ExitMainLoop(); });
    }};
    wxTheApp->MainLoop();
    tests.join();
    wxEntryCleanup();
    return failed;
}
