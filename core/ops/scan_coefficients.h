#pragma once

// log(1 + t) = t (k1 + k2 t + ... + k9 t^8) on [0, 1], relative error <= 2.5e-7 in fp32: softplus of every device.

namespace dass::ops::log1p_coefficients {

inline constexpr float k1 = 9.99999940e-01F;
inline constexpr float k2 = -4.99994934e-01F;
inline constexpr float k3 = 3.33190978e-01F;
inline constexpr float k4 = -2.48429820e-01F;
inline constexpr float k5 = 1.91060066e-01F;
inline constexpr float k6 = -1.36632442e-01F;
inline constexpr float k7 = 7.82259405e-02F;
inline constexpr float k8 = -2.95052323e-02F;
inline constexpr float k9 = 5.23269270e-03F;

} // namespace dass::ops::log1p_coefficients
