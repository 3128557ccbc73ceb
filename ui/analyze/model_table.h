#pragma once

#include <QWidget>

class QGridLayout;

namespace dass {

class AnalyzeSession;

// The models that can be chosen, with what is known of each: the bundled ones, the published ones, any other file.
class ModelTable : public QWidget
{
    Q_OBJECT
public:
    explicit ModelTable(AnalyzeSession& session, QWidget* parent = nullptr);

private:
    void rebuild();
    void addHead(QGridLayout* grid);
    void addCell(QGridLayout* grid, int row, int column, const QString& text, bool secondary = false);
    void chooseFile();

    AnalyzeSession& m_session;
    QWidget* m_rows = nullptr;
};

} // namespace dass
