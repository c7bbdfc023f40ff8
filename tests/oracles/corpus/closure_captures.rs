//@ compiles
fn main() {
    let mut total = 0;
    let data = vec![1, 2, 3];
    let mut add = |n: i32| total += n;
    add(data[0]);
    add(2);
    println!("{total}");
    let show = || println!("{data:?}");
    show();
    let eat = move || data.len();
    println!("{}", eat());
}
