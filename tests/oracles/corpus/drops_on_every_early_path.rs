//@ compiles
struct Lock(&'static str);

impl Drop for Lock {
    fn drop(&mut self) {
        println!("unlock {}", self.0);
    }
}

fn check(n: i32) -> Result<i32, String> {
    if n > 9 { Err(format!("{n}")) } else { Ok(n) }
}

fn work(n: i32) -> Result<i32, String> {
    let a = Lock("a");
    if n < 0 {
        return Err(String::from("negative"));
    }
    let b = Lock("b");
    let value = check(n)?;
    let c = Lock("c");
    if value == 3 {
        drop(a);
        return Ok(c.0.len() as i32);
    }
    let moved = b;
    for n in 0..value {
        let held = Lock("held");
        if n == 1 {
            continue;
        }
        if n == 2 {
            drop(held);
            break;
        }
    }
    Ok(moved.0.len() as i32)
}

fn main() {
    for n in [-1, 10, 3, 4] {
        println!("{:?}", work(n));
    }
}
