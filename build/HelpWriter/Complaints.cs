namespace TwitterDm.HelpWriter;

/// <summary>What is wrong with the pages: each becomes an error of the build, at its file and line.</summary>
internal sealed class Complaints
{
    private readonly List<string> _lines = [];

    public bool Any => _lines.Count > 0;

    /// <summary>Adds one, in the form that MSBuild reads.</summary>
    /// <param name="path">The file that has to be corrected.</param>
    /// <param name="line">Where in it; 1 for the whole file.</param>
    /// <param name="text">What is wrong, in a sentence.</param>
    public void Add(string path, int line, string text) => _lines.Add($"{path}({line}): error HELP: {text}");

    /// <summary>Prints them all and returns the exit code.</summary>
    public int Print(TextWriter output)
    {
        foreach (var line in _lines)
            output.WriteLine(line);
        return 1;
    }
}
