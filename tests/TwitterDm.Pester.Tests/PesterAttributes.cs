using System.Reflection;
using Xunit.Sdk;

namespace TwitterDm.Pester.Tests;

/// <summary>A test that needs PowerShell and Pester; skipped, with the reason, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PesterFactAttribute : FactAttribute
{
    public PesterFactAttribute() => Skip = PowerShell.Missing;
}

/// <summary>Tests over the files of the suite; where they are skipped, their name says why: not every logger shows reasons.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PesterTheoryAttribute : TheoryAttribute
{
    public PesterTheoryAttribute() => DisplayName = PowerShell.Missing is { } missing ? $"The Pester suite. {missing}" : null;
}

/// <summary>One test case for each file of the suite; each is skipped, with the reason, where PowerShell or Pester is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PesterFilesAttribute : DataAttribute
{
    public PesterFilesAttribute() => Skip = PowerShell.Missing;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Suite.Files.Select(file => new object[] { file });
}
