#pragma once

#include "draw/canvas.hpp"

/// Sizes and families of an official paper (GB/T 9704): 仿宋 in the text, 小标宋 for the title, 黑体 and 楷体 for headings. Where a
/// family is missing the next one draws, and the paper's last page says so.
namespace taizhang::report {

constexpr double mm = 72 / 25.4;
constexpr double a4_width = 210 * mm, a4_height = 297 * mm;
/// The type area 156 x 225 mm; 28 mm at the binding side, 37 mm above.
constexpr double area_width = 156 * mm, area_height = 225 * mm, area_top = 37 * mm, binding = 28 * mm, cut_side = 26 * mm;
constexpr double line_pitch = area_height / 22;   // 22 lines
constexpr double body_size = 16, title_size = 22; // 3号, 2号
constexpr double character_pitch = area_width / 28;

inline draw::Font body_font() { return {"FangSong_GB2312, 仿宋_GB2312, FangSong, 仿宋, Noto Serif CJK SC, Noto Sans CJK SC, serif", body_size}; }
inline draw::Font title_font(double points = title_size)
{
    return {"FZXiaoBiaoSong-B05S, 方正小标宋简体, FZXiaoBiaoSong-B05, 小标宋, Noto Serif CJK SC, Noto Sans CJK SC, serif", points, true};
}
inline draw::Font level1_font() { return {"SimHei, 黑体, Noto Sans CJK SC, sans-serif", body_size, true}; }
inline draw::Font level2_font() { return {"KaiTi_GB2312, 楷体_GB2312, KaiTi, 楷体, AR PL KaitiM GB, Noto Serif CJK SC, serif", body_size, true}; }
inline draw::Font small_body(double points) { return {body_font().families, points}; }
inline draw::Font table_font() { return draw::sans(9); }
inline draw::Font table_head_font() { return draw::sans(9, true); }
inline draw::Font caption_font() { return draw::sans(11, true); }
inline draw::Font note_font() { return draw::sans(8); }
inline draw::Font page_number_font() { return {"SimSun, 宋体, Noto Serif CJK SC, serif", 14}; }

constexpr draw::Color black{0, 0, 0}, second{0.27, 0.27, 0.27}, rule{0.53, 0.53, 0.53}, head_fill{0.94, 0.94, 0.94};

} // namespace taizhang::report
