//@ compiles
struct Config {
    path: Option<String>,
    level: Option<u8>,
}

fn load(config: Config) -> Result<String, String> {
    let Config { path: Some(path), level } = config else {
        return Err("no path".to_string());
    };
    let Some(level) = level else {
        eprintln!("no level for {path}");
        return Ok(path);
    };
    Ok(format!("{path} {level}"))
}

fn main() {
    println!("{:?}", load(Config { path: None, level: Some(1) }));
}
