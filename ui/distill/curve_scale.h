#pragma once

#include <QString>
#include <QVector>

#include <limits>

namespace dass {

// The value axis of a track: linear or logarithmic, with labelled ticks at round values.
class CurveScale
{
public:
    CurveScale() = default;
    // Of values from lowest to highest, which cannot exceed `most`; widened to look well. Logarithmic only where both
    // are above 0.
    CurveScale(double lowest, double highest, bool logarithmic, double most = std::numeric_limits<double>::infinity());

    double share(double value) const; // 0 at the foot, 1 at the top; what lies outside is beyond
    const QVector<double>& ticks() const { return m_ticks; }
    QString text(double value) const; // of a tick

private:
    void addTicks(double low, double high);

    double m_low = 0;
    double m_high = 1;
    bool m_logarithmic = false;
    int m_decimals = 1;
    QVector<double> m_ticks{0, 0.5, 1};
};

// The largest of 1, 2 and 5 times a power of ten of which about `count` fit into the span.
double roundStep(double span, int count);

// For people, with as many digits as are worth reading: "0.0544", "131", "1.2e−5".
QString curveNumber(double value);

} // namespace dass
