#pragma once

#include "draw/picture.hpp"
#include "exchange/pictures.hpp"

namespace taizhang::test {

/// Pictures read and made small as both programs do it.
class RealPictures final : public app::PictureFiles {
public:
    [[nodiscard]] domain::PictureFacts examine(std::string const& data, std::string const& name) const override
    {
        return files_.examine(data, name);
    }

private:
    exchange::Pictures files_{[](std::string const& data, int orientation) {
        auto small = draw::small_picture(data, orientation, 480);
        return exchange::Developed{small.width, small.height, std::move(small.jpeg)};
    }};
};

} // namespace taizhang::test
