using Xunit;

namespace TwitterDm.Testing.Browsers;

/// <summary>A test that is skipped without a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserPrograms.Missing;
}
