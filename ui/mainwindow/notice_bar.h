#pragma once

#include <QWidget>

class QHBoxLayout;

namespace dass {

class ElidedLabel;

// The bar under the header that tells something without stopping anything. One notice at a time; the newest stays until
// it is closed.
class NoticeBar : public QWidget
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);

    void showNotice(const QString& title, const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ElidedLabel* m_title;
    ElidedLabel* m_text;
};

} // namespace dass
