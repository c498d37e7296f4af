#include "base/error.hpp"
#include "base/platform.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace taizhang;
namespace fs = std::filesystem;

namespace {

class FileWriting : public testing::Test {
protected:
    void SetUp() override
    {
        auto pattern = (fs::temp_directory_path() / "taizhang-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    void TearDown() override { fs::remove_all(folder); }
    static std::string content(fs::path const& path)
    {
        std::ifstream in{path};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    fs::path folder;
};

} // namespace

TEST_F(FileWriting, ReplacesTheWholeFile)
{
    platform::write_file_atomically(folder / "报表.txt", "a long first version");
    platform::write_file_atomically(folder / "报表.txt", "second");
    EXPECT_EQ(content(folder / "报表.txt"), "second");
    EXPECT_EQ(std::distance(fs::directory_iterator{folder}, {}), 1) << "no temporary is left";
}

TEST_F(FileWriting, SaysWhichFolderIsMissing)
{
    try {
        platform::write_file_atomically(folder / "nowhere" / "a.txt", "x");
        FAIL();
    } catch (Error const& e) {
        EXPECT_EQ(e.kind(), Error::Kind::io);
        EXPECT_NE(std::string{e.what()}.find("nowhere/a.txt"), std::string::npos);
    }
}

TEST_F(FileWriting, KeepsSettings)
{
    ::setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
    EXPECT_EQ(platform::setting("language"), "");
    platform::set_setting("language", "en");
    platform::set_setting("last", "/a b/台账.gpkg");
    EXPECT_EQ(platform::setting("language"), "en");
    EXPECT_EQ(platform::setting("last"), "/a b/台账.gpkg");
}
