#pragma once

#include <QWidget>

class QButtonGroup;
class QGridLayout;

namespace dass {

class AnalyzeSession;
struct ShelvedModel;

// The models that can be chosen, with what is known of each, and the first of the released ones that could be had. The
// chooser (ModelChooser) has them all.
class ModelTable : public QWidget
{
    Q_OBJECT
public:
    explicit ModelTable(AnalyzeSession& session, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void rebuild();
    void rebuildOnceSeen();
    void addHead(QGridLayout* grid);
    void addCell(QGridLayout* grid, int row, int column, const QString& text, bool secondary = false);
    void addOnDisk(QGridLayout* grid, QButtonGroup* group, int row, const ShelvedModel& model);
    void addRelease(QGridLayout* grid, int row, const ShelvedModel& model);

    AnalyzeSession& m_session;
    QWidget* m_rows = nullptr;
    bool m_outdated = false;
};

} // namespace dass
