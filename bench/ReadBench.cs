namespace TwitterDm.Bench;

/// <summary>The same events read in several ways, each in its own process.</summary>
internal static class ReadBench
{
    public static int Run(int count)
    {
        using var server = SandboxProcess.Start(count);
        var csv = Path.Combine(Path.GetTempPath(), $"twitterdm-bench-{Environment.ProcessId}.csv");
        try
        {
            var results = new List<Measurement> { Measurement.OfCore(server.Api) };
            if (Measurement.OfPowerShell("Get-DmEvent", server.Api, csv) is { } module)
                results.Add(module);
            if (Measurement.OfPowerShell("Invoke-RestMethod", server.Api, csv) is { } byHand)
                results.Add(byHand);
            Report.Write(count, results);
        }
        finally
        {
            File.Delete(csv);
        }

        return 0;
    }
}
