#include "main/pictures.hpp"

#include "draw/picture.hpp"
#include "exchange/pictures.hpp"

namespace taizhang {

std::unique_ptr<app::PictureFiles> make_pictures()
{
    constexpr int thumbnail = 480; // twice the height of the strip, for screens at 2x
    return std::make_unique<exchange::Pictures>([](std::string const& data, int orientation) {
        auto small = draw::small_picture(data, orientation, thumbnail);
        return exchange::Developed{small.width, small.height, std::move(small.jpeg)};
    });
}

} // namespace taizhang
