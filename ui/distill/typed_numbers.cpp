#include "ui/distill/typed_numbers.h"

#include "ui/distill/number_text.h"

#include <QCoreApplication>
#include <QLineEdit>

namespace dass {

namespace {

// Whose words these are to translators.
struct TypedNumbersWords
{
    Q_DECLARE_TR_FUNCTIONS(dass::TypedNumbers)
};

} // namespace

std::optional<double> TypedNumbers::read(const QLineEdit& edit, const QString& key, const QString& field, double lowest,
                                         double highest)
{
    const std::optional<double> number = readNumber(edit.text());
    if (number && *number >= lowest && *number <= highest) {
        m_wrong.remove(key);
        return number;
    }
    m_wrong.insert(key, {JobCheck::State::Problem, edit.accessibleName(),
                         TypedNumbersWords::tr("“%1” is no number from %2 to %3")
                             .arg(edit.text().trimmed(), numberText(lowest), numberText(highest)),
                         field});
    return std::nullopt;
}

} // namespace dass
