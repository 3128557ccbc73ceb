#pragma once

#include <QTextBrowser>

namespace dass {

// A model's card: Markdown from a stranger. Nothing is fetched for it: pictures stand as their words, HTML as text. A
// link is opened in the browser when it is clicked, and only to the web.
class CardView : public QTextBrowser
{
    Q_OBJECT
public:
    explicit CardView(QWidget* parent = nullptr);

    void setCard(const QString& markdown);

    QVariant loadResource(int type, const QUrl& name) override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void render();

    QString m_markdown;
};

} // namespace dass
