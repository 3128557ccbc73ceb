#pragma once

#include "app/distill/job_checks.h"

#include <QMap>
#include <QString>

#include <optional>
#include <vector>

class QLineEdit;

namespace dass {

// Numbers that a person types into a form's fields, and which of them are none.
class TypedNumbers
{
public:
    // In a field, or in a part of it that `key` names. None where it is no number in these bounds, which is a problem
    // of the field until it is one.
    std::optional<double> read(const QLineEdit& edit, const QString& key, const QString& field, double lowest,
                               double highest);
    bool isWrong(const QString& key) const { return m_wrong.contains(key); }
    std::vector<JobCheck> problems() const { return {m_wrong.cbegin(), m_wrong.cend()}; }
    void clear() { m_wrong.clear(); } // the fields are filled anew

private:
    QMap<QString, JobCheck> m_wrong;
};

} // namespace dass
