#pragma once

#include "app/attachments.hpp"

#include <memory>

namespace taizhang {

/// Looking into pictures: exchange reads them, draw makes them small.
[[nodiscard]] std::unique_ptr<app::PictureFiles> make_pictures();

} // namespace taizhang
