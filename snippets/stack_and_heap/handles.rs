//@ compiles
fn words<T>() -> usize {
    size_of::<T>() / size_of::<usize>()
}

fn main() {
    println!("Box<[usize; 100]>  {}", words::<Box<[usize; 100]>>());
    println!("[usize; 100]       {}", words::<[usize; 100]>());
    println!("&String            {}", words::<&String>());
    println!("&str               {}", words::<&str>());
    println!("&[u16]             {}", words::<&[u16]>());
    println!("Box<str>           {}", words::<Box<str>>());
    println!("String             {}", words::<String>());
    println!("Vec<u16>           {}", words::<Vec<u16>>());
}
