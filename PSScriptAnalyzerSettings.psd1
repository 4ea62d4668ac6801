@{
    # Invoke-ScriptAnalyzer . -Recurse finds nothing with these; tests/pester has settings of its own.
    ExcludeRules = @(
        # Join-Path is clearer with the parts of a path alone.
        'PSAvoidUsingPositionalParameters'
        # Does not see a parameter that a function or a script block of the same file uses.
        'PSReviewUnusedParameter'
        # PowerShell 7 reads and writes UTF-8 without a byte order mark.
        'PSUseBOMForUnicodeEncodedFile'
    )
}
