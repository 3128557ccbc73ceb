#include "ui/analyze/card_view.h"

#include "ui/analyze/card_text.h"
#include "ui/style/fonts.h"

#include <QDesktopServices>
#include <QPointer>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFragment>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr int kIndent = 20;

// Pictures become their words; headings no larger than the window's own.
void tame(QTextDocument& document)
{
    QList<std::pair<int, QTextImageFormat>> pictures;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (const int level = block.blockFormat().headingLevel(); level > 0) {
            QTextCursor cursor(block);
            cursor.select(QTextCursor::BlockUnderCursor);
            QTextCharFormat format;
            format.setFont(textFont(level == 1 ? TextSize::Large : TextSize::Body, QFont::DemiBold));
            format.setProperty(QTextFormat::FontSizeAdjustment, 0);
            cursor.mergeCharFormat(format);
        }
        if (block.blockFormat().nonBreakableLines()) { // code is wrapped, so that nothing hides on the right
            QTextBlockFormat format;
            format.setNonBreakableLines(false);
            QTextCursor(block).mergeBlockFormat(format);
        }
        for (auto at = block.begin(); !at.atEnd(); ++at)
            if (const QTextCharFormat format = at.fragment().charFormat(); format.isImageFormat())
                for (int i = 0; i < at.fragment().length(); ++i)
                    pictures.append({at.fragment().position() + i, format.toImageFormat()});
    }
    std::reverse(pictures.begin(), pictures.end()); // positions before stay as they are
    for (const auto& [position, format] : std::as_const(pictures)) {
        QTextCursor cursor(&document);
        cursor.setPosition(position);
        cursor.deleteChar();
        const QString words = format.property(QTextFormat::ImageAltText).toString();
        if (!words.isEmpty())
            cursor.insertText(QStringLiteral("[%1]").arg(words), QTextCharFormat());
    }
}

} // namespace

CardView::CardView(QWidget* parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Model card"));
    document()->setDocumentMargin(0);
    connect(this, &QTextBrowser::anchorClicked, this, [](const QUrl& url) {
        if (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"))
            QDesktopServices::openUrl(url);
    });
}

void CardView::setCard(const QString& markdown)
{
    if (markdown == m_markdown)
        return;
    m_markdown = markdown;
    render();
}

void CardView::render()
{
    auto* fresh = new QTextDocument(this);
    fresh->setDefaultFont(font());
    fresh->setDocumentMargin(0);
    fresh->setIndentWidth(kIndent);
    fresh->setMarkdown(tamedMarkdown(m_markdown),
                       QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                           QTextDocument::MarkdownNoHTML);
    tame(*fresh);
    const QPointer<QTextDocument> old = document();
    setDocument(fresh); // the browser's own first one goes with it
    if (old)
        old->deleteLater();
}

QVariant CardView::loadResource(int, const QUrl&)
{
    return {};
}

void CardView::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_markdown.isEmpty())
        render(); // links have their colour from when they were made
}

} // namespace dass
