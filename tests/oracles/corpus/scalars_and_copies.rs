//@ compiles
static GREETING: &str = "hi";
static mut COUNTER: u32 = 0;
#[derive(Clone, Copy)]
enum Dir {
    North,
    East = 5,
}
#[derive(Clone, Copy)]
struct P {
    x: i16,
    y: f32,
}
fn main() {
    let c = 'é';
    let ok = true;
    let t = (1u8, -2i64, 3.5f64, ());
    let arr = [[1u16; 3]; 2];
    let p = P { x: -3, y: 0.5 };
    let q = p;
    let d = Dir::East;
    let e = Dir::North;
    let o: Option<Option<u8>> = Some(None);
    let r: Result<u32, String> = Err("bad".into());
    let nz: Option<&P> = Some(&p);
    let none: Option<Box<i32>> = None;
    let bytes = b"ab";
    unsafe { COUNTER += 1 };
    println!("{c} {ok} {} {} {} {} {}", t.1, arr[1][2], q.y, d as i32, e as i32);
    println!("{:?} {:?} {} {} {}", o, r, nz.is_some(), none.is_none(), GREETING.len() + bytes.len());
}
