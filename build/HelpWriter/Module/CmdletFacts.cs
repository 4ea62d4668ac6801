namespace TwitterDm.HelpWriter.Module;

/// <summary>The metadata of a cmdlet.</summary>
/// <param name="Verb">The verb, such as <c>Get</c>.</param>
/// <param name="Noun">The noun, such as <c>DmEvent</c>.</param>
/// <param name="ParameterSets">The names of the parameter sets, starting with the default one.</param>
/// <param name="OutputTypes">The full names of its output types; empty for a cmdlet without output.</param>
/// <param name="Parameters">Its own parameters, which its page documents.</param>
/// <param name="SupportsShouldProcess">Whether PowerShell adds <c>-WhatIf</c> and <c>-Confirm</c>.</param>
internal sealed record CmdletFacts(
    string Verb,
    string Noun,
    IReadOnlyList<string> ParameterSets,
    IReadOnlyList<string> OutputTypes,
    IReadOnlyList<ParameterFacts> Parameters,
    bool SupportsShouldProcess)
{
    public string Name => $"{Verb}-{Noun}";

    /// <summary>
    /// Its parameters as Get-Help shows them: its own, then those that PowerShell adds. Only the common parameters are missing.
    /// </summary>
    public IReadOnlyList<ParameterFacts> ShownParameters => SupportsShouldProcess ? [.. Parameters, .. ShouldProcessParameters.All] : Parameters;
}
