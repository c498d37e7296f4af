#pragma once

#include "app/attachments.hpp"

#include <functional>

namespace taizhang::exchange {

/// What drawing makes of a picture. Handed in by main, since exchange does not draw.
struct Developed {
    int width = 0, height = 0;
    std::string thumbnail;
};
using Develop = std::function<Developed(std::string const& data, int orientation)>;

/// Looks into pictures and papers: type by content, not by name; EXIF by libexif.
class Pictures final : public app::PictureFiles {
public:
    explicit Pictures(Develop develop) : develop_{std::move(develop)} {}
    [[nodiscard]] domain::PictureFacts examine(std::string const& data, std::string const& name) const override;

private:
    Develop develop_;
};

} // namespace taizhang::exchange
