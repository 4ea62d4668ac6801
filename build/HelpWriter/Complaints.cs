namespace TwitterDm.HelpWriter;

/// <summary>Collects the problems in the help pages. Each becomes a build error with a file and a line number.</summary>
internal sealed class Complaints
{
    private readonly List<string> _lines = [];

    public bool Any => _lines.Count > 0;

    /// <summary>Adds a problem in the format that MSBuild recognizes.</summary>
    /// <param name="path">The file to correct.</param>
    /// <param name="line">The line number; 1 if the problem concerns the whole file.</param>
    /// <param name="text">A sentence that describes the problem.</param>
    public void Add(string path, int line, string text) => _lines.Add($"{path}({line}): error HELP: {text}");

    /// <summary>Prints all problems and returns the exit code.</summary>
    public int Print(TextWriter output)
    {
        foreach (var line in _lines)
            output.WriteLine(line);
        return 1;
    }
}
