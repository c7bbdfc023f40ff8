//@ compiles
fn main() {
    let text = String::from("4");
    let parsed = (|| -> Result<i32, std::num::ParseIntError> {
        let n: i32 = text.parse()?;
        let half = String::from("2").parse::<i32>()?;
        Ok(n / half)
    })();
    match parsed {
        Ok(n) => println!("{n} {text}"),
        Err(error) => println!("{error}"),
    }
}
