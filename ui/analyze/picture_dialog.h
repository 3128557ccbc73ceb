#pragma once

#include "app/jobs/job_thread.h"
#include "ui/plots/plot_stack.h"

#include <QDialog>
#include <QPointer>

#include <memory>

class QComboBox;
class QFormLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace dass {

class AnalyzeSession;
class HintButton;
class PictureMaker;
class PlotView;
struct PictureRequest;

// Chooses what of the plots becomes a picture, how large and in which format, and writes it. Asks before it writes over
// a file. Stays open and says so when that fails.
class PictureDialog : public QDialog
{
    Q_OBJECT
public:
    // A recording is open. view outlives the dialog.
    PictureDialog(AnalyzeSession& session, const PlotView& view, QWidget* parent);
    ~PictureDialog() override;

    void reject() override; // while it writes: cancels that

signals:
    void saved(const QString& path);

private:
    void makeForm();
    void fillChoices();
    QFormLayout* makeRows();
    QHBoxLayout* makePathRow();
    void choosePath();
    void takePath(const QString& path);
    void updateSuffix();
    void updateLimits();
    void updateButtons();
    void write();
    void look(const PictureRequest& request);
    void make(const PictureRequest& request);
    void endWriting(JobEnd end, const QString& error);
    void giveFocusBack();
    void say(const QString& words);

    AnalyzeSession& m_session;
    const PlotView& m_view;
    QPointer<QObject> m_looking;           // whether the file is there already; null: nothing is looked for
    QPointer<QWidget> m_focusMeanwhile;    // where the focus went from the disabled button; null: it had none
    std::unique_ptr<PictureMaker> m_maker; // while it writes
    bool m_mayReplace = false;             // the person has been told that the file is there already
    QComboBox* m_track;
    QComboBox* m_format;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QComboBox* m_scale;
    QLineEdit* m_path;
    QLabel* m_notice;
    HintButton* m_save;
};

} // namespace dass
