using TwitterDm.Notices;

namespace TwitterDm.Archive;

/// <summary>What is wrong with an archive: counted, kept for the report, and shown, but not without end.</summary>
/// <param name="notices">Receives the errors; null for none.</param>
internal sealed class ArchiveProblems(INoticeSink? notices)
{
    /// <summary>How many are shown at most.</summary>
    public const int MaxShown = 100;

    private readonly List<DmProblem> _problems = [];

    public int Count { get; private set; }

    public IReadOnlyList<DmProblem> First => _problems;

    /// <summary>Reports an error.</summary>
    public void Add(DmException error)
    {
        if (Keep(error.Message))
            notices?.Post(new DmErrorNotice(error));
    }

    /// <summary>Reports what is odd, but costs no event.</summary>
    public void Warn(string text)
    {
        if (Keep(text))
            notices.Warn(text);
    }

    /// <summary>Counts a problem that is reported otherwise.</summary>
    /// <returns>Whether there are not too many of them to show.</returns>
    public bool Keep(string text)
    {
        Count++;
        if (_problems.Count < MaxShown)
        {
            _problems.Add(new DmProblem { Title = "Archive", Detail = text });
            return true;
        }

        if (Count == MaxShown + 1)
        {
            notices.Warn(
                FormattableString.Invariant(
                    $"The archive has more problems than these {MaxShown}; the others are only counted, in the report."));
        }

        return false;
    }
}
