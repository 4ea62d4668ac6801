using TwitterDm.Bench;
using TwitterDm.Bench.Sends;

// dotnet run -c Release --project bench [-- EVENTS]: reads; the ratios are the result, the milliseconds are this machine's.
// dotnet run -c Release --project bench -- sends [ROWS]: sends over a bad network.
if (args is ["sends", ..])
    return await SendBench.RunAsync(args is [_, var rows] ? int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture) : 1000);
var count = args is [var number] ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 100_000;
if (args is ["--core", var api])
    return await CoreReader.RunAsync(new Uri(api));

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
