namespace TwitterDm.HelpWriter.Module;

/// <summary>What the assembly says about a cmdlet.</summary>
/// <param name="Verb">The verb, such as <c>Get</c>.</param>
/// <param name="Noun">The noun, such as <c>DmEvent</c>.</param>
/// <param name="ParameterSets">The names of the parameter sets, the default one first.</param>
/// <param name="OutputTypes">The full names of the types it puts out; none for a cmdlet that puts out nothing.</param>
/// <param name="Parameters">Its parameters, without the common ones.</param>
internal sealed record CmdletFacts(
    string Verb,
    string Noun,
    IReadOnlyList<string> ParameterSets,
    IReadOnlyList<string> OutputTypes,
    IReadOnlyList<ParameterFacts> Parameters)
{
    public string Name => $"{Verb}-{Noun}";
}
