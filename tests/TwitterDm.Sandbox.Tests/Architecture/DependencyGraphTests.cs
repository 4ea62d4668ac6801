using TwitterDm.Testing.Architecture;

namespace TwitterDm.Sandbox.Tests.Architecture;

/// <summary>The checker itself, on the namespaces in Samples.</summary>
public sealed class DependencyGraphTests
{
    private const string Samples = "TwitterDm.Sandbox.Tests.Architecture.Samples";

    private static readonly DependencyGraph Graph = DependencyGraph.Of(typeof(DependencyGraphTests).Assembly, Samples);

    [Theory]
    [InlineData("References.Call() -> Called")]
    [InlineData("References.InLambda() -> InAsyncLambda")]
    [InlineData("References.Iterate() -> InIterator")]
    [InlineData("References.CountLocal() -> AsGenericArgument")]
    [InlineData("References.PassType() -> AsMethodArgument")]
    [InlineData("References.Test(System.Object) -> InTypeTest")]
    [InlineData("References.Constrain() -> IConstraint")]
    [InlineData("References -> InAttribute")]
    [InlineData("References.Field -> AsNestedGenericField")]
    public void References_are_found_wherever_they_are(string example)
    {
        var dependency = Assert.Single(Graph.Dependencies, found => found.From == $"{Samples}.Lower");
        Assert.Equal($"{Samples}.Upper", dependency.To);
        Assert.Contains(example, dependency.Examples);
    }

    [Fact]
    public void A_cycle_contains_the_namespaces_that_reach_each_other_and_no_others() =>
        Assert.Equal([$"{Samples}.Cycle.First", $"{Samples}.Cycle.Second", $"{Samples}.Cycle.Third"], Assert.Single(Graph.Cycles));

    [Fact]
    public void A_reference_to_a_higher_layer_is_a_violation() =>
        Assert.StartsWith($"To a higher layer: {Samples}.Lower -> {Samples}.Upper", Assert.Single(Check("Upper", "Lower")), StringComparison.Ordinal);

    [Fact]
    public void A_reference_within_a_layer_is_a_violation() =>
        Assert.StartsWith($"Within one layer: {Samples}.Lower -> {Samples}.Upper", Assert.Single(Check("Upper Lower")), StringComparison.Ordinal);

    [Fact]
    public void References_to_lower_layers_are_allowed() => Assert.Empty(Check("Lower", "Upper"));

    [Fact]
    public void A_cycle_below_one_listed_namespace_is_a_violation() => Assert.StartsWith(
        "Cycle of 3 namespaces",
        Assert.Single(new LayerRules(Samples, "Lower", "Upper", "Cycle").FindViolations(Graph)),
        StringComparison.Ordinal);

    [Fact]
    public void Each_namespace_belongs_to_a_layer_and_each_layer_has_types() => Assert.Equal(
        [$"{Samples}.Upper belongs to no layer.", $"{Samples}.Absent is listed, but no type is in it."],
        Check("Lower", "Absent"));

    // The cycle of the samples has a test of its own.
    private static List<string> Check(params string[] layers) =>
    [
        .. new LayerRules(Samples, [.. layers, "Cycle"]).FindViolations(Graph)
            .Where(violation => !violation.StartsWith("Cycle", StringComparison.Ordinal)),
    ];
}
